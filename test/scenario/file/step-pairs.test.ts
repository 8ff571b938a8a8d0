// Every pair of steps, processed and not, with operations that send: a pair that check passes is done on the wire, and
// a pair that is not done is refused. `npm test` takes a sample of the operations behind the first.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { amount } from "../../support/endurance/amount.ts";
import { untyped } from "../../support/scenario/untyped.ts";

let emulator: Emulator;
beforeAll(async () => {
  const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
  emulator = await startEmulator({ ...ports, data: ":memory:", clock: "manual", logLevel: "silent" });
});
afterAll(() => emulator.stop());

/** An operation that sends: a code that refuses, one of success, how their answers begin, and a request. */
interface TestChannel {
  readonly name: string;
  readonly provider: string;
  readonly refusal: string | object;
  readonly success: string | object;
  readonly refused: RegExp;
  readonly accepted: RegExp;
  send(): Promise<Response>;
}

function get(listener: "http" | "mensagem", path: string): Promise<Response> {
  return fetch(new URL(path, emulator.urls[listener]));
}

const mensagem = { provider: "mensagem", refusal: "90", success: "1", refused: /^90;/, accepted: /^1;/ };
const sophia = {
  provider: "sophia",
  refusal: { status: 0, detailDescription: "NAO" },
  success: { status: 200 },
  refused: /"status":"?0"?/,
  accepted: /"status":"?200"?/,
};
const mobilepronto = {
  provider: "mobilepronto",
  refusal: "900",
  success: "000",
  refused: />900</,
  accepted: />000</,
};
const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><MPG_Send_SMS xmlns="http://www.mpgateway.com/"><Credencial>DEMO0000000000000020</Credencial><Principal_User>12345678000195</Principal_User><Aux_User>TESTE</Aux_User><Mobile>+55(11)999990001</Mobile><Send_Project>N</Send_Project><Message>Oi</Message></MPG_Send_SMS></s:Body></s:Envelope>`;
const soapHeaders = {
  "Content-Type": "text/xml; charset=utf-8",
  SOAPAction: '"http://www.mpgateway.com/MPG_Send_SMS"',
};
const listeners: readonly TestChannel[] = [
  {
    ...{ name: "send", ...mensagem },
    send: () => get("mensagem", "/sms/send?u=126b114c&n=11999990001&m=Oi"),
  },
  {
    ...{ name: "unitario", ...sophia },
    send: () => get("http", "/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi"),
  },
  {
    ...{ name: "MPG_Send_SMS", ...mobilepronto },
    send: () =>
      fetch(new URL("/Service.asmx", emulator.urls.http), { method: "POST", headers: soapHeaders, body: envelope }),
  },
];

const steps = {
  "answer: refusal": {},
  "answer: success": {},
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

/** A step for this operation. */
function stepOf({ refusal, success }: TestChannel, name: StepName): object {
  return name === "answer: refusal"
    ? { answer: refusal }
    : name === "answer: success"
      ? { answer: success }
      : steps[name];
}

/** Sends once under these steps; null: check refuses them. */
async function sent(listener: TestChannel, pair: readonly StepName[], before: boolean) {
  await emulator.reset();
  const when = { provider: listener.provider, operation: listener.name };
  const rule = { when, before, then: pair.map((name) => stepOf(listener, name)) };
  const scenario = untyped({ scenario: "pair", rules: [rule] });
  const { findings } = await emulator.scenario.check(scenario);
  if (findings.length > 0) {
    await expect(emulator.scenario.put(scenario)).rejects.toThrow();
    return null;
  }
  await emulator.scenario.put(scenario);
  const answer = await listener
    .send()
    .then(async (response) => ({
      status: response.status,
      seen: response.headers.get("x-seen"),
      body: await response.text().catch(() => "cut"),
    }))
    .catch(() => null);
  await emulator.clock.advance(5_000);
  const [account] = (await emulator.accounts.list()).filter(({ provider }) => provider === listener.provider);
  return {
    answer,
    messages: await emulator.messages(),
    inbound: await emulator.inboundMessages(),
    variables: (await emulator.scenario.read())?.variables,
    credits: Math.max(...Object.values(account?.credits ?? {})),
  };
}

const pairs = names.flatMap((name, index) => names.slice(index + 1).map((other) => [name, other] as const));
/** Pairs between two that are taken behind the first operation. */
const stride = amount(11, 1);
const cases = listeners.flatMap((listener, place) =>
  pairs
    .filter((_, index) => place === 0 || index % stride === place % stride)
    .map(([item, other]) => [listener.name, item, other, listener] as const),
);
test.each(cases)("%s: %s and %s", async (_name, item, other, listener) => {
  const pair = [item, other];
  const has = (name: StepName): boolean => pair.includes(name);
  for (const before of [false, true]) {
    const result = await sent(listener, pair, before);
    const hasMessage = has("life") || has("reply") || has("accept");
    const isRefused = has("answer: refusal") && !has("accept");
    const isVisible = has("answer: refusal") || has("response") || has("fault: lose-answer") || has("fault: truncate");
    const isTwice = ["answer", "fault"].some((kind) => pair.every((name) => name.startsWith(kind)));
    // Phones do not write to MobilePronto.
    const lacksReply = listener.provider === "mobilepronto" && has("reply");
    const isImpossible = before
      ? hasMessage || has("answer: success") || !isVisible
      : isRefused && (has("life") || has("reply"));
    expect([before, result === null]).toEqual([before, isTwice || isImpossible || lacksReply]);
    if (result === null) continue;
    const { answer, messages, inbound, variables, credits } = result;
    expect(messages).toHaveLength(before || isRefused ? 0 : 1);
    if (has("fault: lose-answer")) expect(answer).toBeNull();
    else {
      expect(answer?.status).toBe(has("response") ? 418 : 200);
      expect(answer?.seen ?? null).toBe(has("response") ? "5511999990001" : null);
      // An empty response has nothing to cut.
      if (has("fault: truncate")) expect(answer?.body).toBe(before && !has("answer: refusal") ? "" : "cut");
      else if (has("answer: refusal")) expect(answer?.body).toMatch(listener.refused);
      else if (!before) expect(answer?.body).toMatch(listener.accepted);
    }
    if (has("life")) expect(messages[0]?.status).toBe("undelivered");
    expect(inbound).toHaveLength(has("reply") ? 1 : 0);
    expect(variables).toEqual(has("set") ? { seen: "yes" } : {});
    expect(credits >= 76_000).toBe(has("account"));
  }
});
