// Every pair of steps, processed and not: what check passes is done on the wire, what is not done is refused.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";

let emulator: Emulator;
beforeAll(async () => {
  const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
  emulator = await startEmulator({ ...ports, data: ":memory:", clock: "manual", logLevel: "silent" });
});
afterAll(() => emulator.stop());

const steps = {
  "answer: refusal": { answer: "90" },
  "answer: success": { answer: "1" },
  accept: { accept: true },
  response: { response: { status: 418, headers: { "X-Seen": "${to}" } } },
  delay: { delay: "1ms" },
  "fault: lose-answer": { fault: "lose-answer" },
  "fault: truncate": { fault: { truncate: { after: 1 } } },
  life: { life: [{ undelivered: "1s" }] },
  reply: { reply: { text: "SIM", after: "1s" } },
  set: { set: { seen: "yes" } },
  account: { account: "this", credits: 77_000 },
} as const;
type StepName = keyof typeof steps;
const names = Object.keys(steps).filter((name): name is StepName => name in steps);

/** Sends once under these steps; null: check refuses them. */
async function sent(pair: readonly StepName[], before: boolean) {
  await emulator.reset();
  const rule = { when: { provider: "mensagem", operation: "send" }, before, then: pair.map((name) => steps[name]) };
  const { findings } = await emulator.scenario.check({ scenario: "pair", rules: [rule] });
  if (findings.length > 0) {
    await expect(emulator.scenario.put({ scenario: "pair", rules: [rule] })).rejects.toThrow();
    return null;
  }
  await emulator.scenario.put({ scenario: "pair", rules: [rule] });
  const answer = await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`)
    .then(async (response) => ({
      status: response.status,
      seen: response.headers.get("x-seen"),
      body: await response.text().catch(() => "cut"),
    }))
    .catch(() => null);
  await emulator.clock.advance(5_000);
  const [account] = (await emulator.accounts.list()).filter(({ provider }) => provider === "mensagem");
  return {
    answer,
    messages: await emulator.messages(),
    inbounds: await emulator.inboundMessages(),
    variables: (await emulator.scenario.read())?.variables,
    credits: Math.max(...Object.values(account?.credits ?? {})),
  };
}

const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
test.each(pairs)("%s and %s", async (...pair) => {
  const has = (name: StepName): boolean => pair.includes(name);
  for (const before of [false, true]) {
    const result = await sent(pair, before);
    const hasMessage = has("life") || has("reply") || has("accept");
    const isRefused = has("answer: refusal") && !has("accept");
    const isVisible = has("answer: refusal") || has("response") || has("fault: lose-answer") || has("fault: truncate");
    const isTwice = ["answer", "fault"].some((kind) => pair.every((name) => name.startsWith(kind)));
    const isImpossible = before
      ? hasMessage || has("answer: success") || !isVisible
      : isRefused && (has("life") || has("reply"));
    expect([before, result === null]).toEqual([before, isTwice || isImpossible]);
    if (result === null) continue;
    const { answer, messages, inbounds, variables, credits } = result;
    expect(messages).toHaveLength(before || isRefused ? 0 : 1);
    if (has("fault: lose-answer")) expect(answer).toBeNull();
    else {
      expect(answer?.status).toBe(has("response") ? 418 : 200);
      expect(answer?.seen ?? null).toBe(has("response") ? "5511999990001" : null);
      // An empty response has nothing to cut.
      if (has("fault: truncate")) expect(answer?.body).toBe(before && !has("answer: refusal") ? "" : "cut");
      else if (has("answer: refusal")) expect(answer?.body).toMatch(/^90;/);
      else if (!before) expect(answer?.body).toMatch(/^1;/);
    }
    if (has("life")) expect(messages[0]?.status).toBe("undelivered");
    expect(inbounds).toHaveLength(has("reply") ? 1 : 0);
    expect(variables).toEqual(has("set") ? { seen: "yes" } : {});
    expect(credits >= 76_000).toBe(has("account"));
  }
});
