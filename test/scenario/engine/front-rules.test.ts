// Rules in front of the scenario: `sandbox.next`, `torpedo next`, `POST …/scenario/next`.

import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { connectEmulator, type Emulator, UsageError } from "../../../src/index.ts";
import { callApi } from "../../support/control.ts";
import { emulate, later, scratch, undoAll } from "../../support/sandboxed.ts";
import { untyped } from "../../support/scenario/untyped.ts";

afterEach(undoAll);

/** First part of the answer of /sms/send: 1 for success. */
async function send(emulator: Emulator, to = "11999990001"): Promise<string> {
  const query = new URLSearchParams({ u: "126b114c", n: to, m: "Oi" });
  const body = await (await fetch(`${emulator.urls.mensagem}/sms/send?${query}`)).text();
  return body.split(";")[0] ?? "";
}

const scenario = untyped({
  scenario: "counts",
  rules: [{ rule: "second is 0", when: { operation: "send", nth: 2 }, then: [{ answer: "0" }] }],
});

describe("a rule in front", () => {
  it("answers so many requests, and leaves the scenario's counters alone", async () => {
    const emulator = await emulate();
    await emulator.scenario.put(scenario);
    const listed = await emulator.next({ operation: "send", answer: "97", times: 2 });
    expect(listed).toEqual([
      expect.objectContaining({
        uses: 0,
        times: 2,
        english: "In front: when any provider is asked send, at most 2 times, answer 97.",
        portuguese: "À frente: quando qualquer provedor recebe send, no máximo 2 vezes, responde 97.",
      }),
    ]);
    expect([await send(emulator), await send(emulator)]).toEqual(["97", "97"]);
    const view = await emulator.scenario.read();
    expect(view?.rules[0]?.uses).toBe(0);
    expect(view?.front).toMatchObject([{ title: "next send", uses: 2, times: 2 }]);
    expect([await send(emulator), await send(emulator), await send(emulator)]).toEqual(["1", "0", "1"]);
    const [request] = await emulator.requests({ limit: 1 });
    expect(request?.decidedBy).toBe('Rule in front "send" (use 1): answer 97');
  });

  it("needs no scenario; the oldest is tried first, and `to` narrows it", async () => {
    const emulator = await emulate();
    await emulator.next({ operation: "send", answer: "0", to: "11999990002" });
    await emulator.next({ operation: "send", answer: "97" });
    await emulator.next({ provider: "mensagem", operation: "send", accept: true, life: "undelivered" });
    expect(await send(emulator)).toBe("97");
    expect(await send(emulator, "11999990002")).toBe("0");
    expect([await send(emulator), await send(emulator)]).toEqual(["1", "1"]);
    await emulator.clock.advance("1h");
    expect((await emulator.messages()).map(({ status }) => status)).toEqual(["undelivered", "delivered"]);
  });

  it("stays when the scenario changes or leaves, and goes with a reset", async () => {
    const emulator = await emulate();
    await emulator.next({ operation: "send", answer: "97", times: 9 });
    await emulator.scenario.put(scenario);
    expect(await send(emulator)).toBe("97");
    await emulator.scenario.remove();
    expect(await send(emulator)).toBe("97");
    await emulator.scenario.put(scenario);
    await emulator.reset();
    expect((await emulator.scenario.read())?.front).toEqual([]);
    expect([await send(emulator), await send(emulator)]).toEqual(["1", "0"]);
    await emulator.scenario.remove();
    await emulator.next({ operation: "send", answer: "97" });
    await emulator.reset();
    expect(await send(emulator)).toBe("1");
  });

  it("is listed with its number, and removed by it", async () => {
    const emulator = await emulate();
    await emulator.next({ operation: "send", answer: "97", times: 9 });
    await emulator.next({ operation: "send", answer: "0", times: 9 });
    await emulator.removeFrontRule(1);
    expect(await send(emulator)).toBe("0");
    expect(await emulator.frontRules()).toMatchObject([{ number: 2, uses: 1, times: 9 }]);
    await expect(emulator.removeFrontRule(1)).rejects.toThrow("no rule 1 stands in front");
    await emulator.removeFrontRule(2);
    expect([await send(emulator), await emulator.frontRules()]).toEqual(["1", []]);
  });

  it("goes on after a restart with its count", async () => {
    const data = join(scratch(), "t.db");
    const first = await emulate({}, { data });
    await first.next({ operation: "send", answer: "97", times: 2 });
    await first.next({ operation: "send", answer: "0", times: 1 });
    expect(await send(first)).toBe("97");
    await first.stop();
    const second = await emulate({}, { data });
    expect([await send(second), await send(second), await send(second)]).toEqual(["97", "0", "1"]);
  });

  it("is told from afar as from near, and is checked as a file is", async () => {
    const emulator = await emulate();
    const remote = await connectEmulator({ url: emulator.urls.http });
    later(() => remote.stop());
    await remote.next({ operation: "unitario", response: { status: 429, headers: { "Retry-After": "3" } } });
    const query = "token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi";
    expect((await fetch(`${emulator.urls.http}/api/unitario.php?${query}`)).status).toBe(429);
    const wrong: readonly [object, RegExp][] = [
      [{ operation: "send", answer: "777" }, /^next: send of mensagem has no code 777: /],
      [{ operation: "sned", answer: "97" }, /^next: sned is no operation of .*: write send/],
      [{ operation: "sophia/send", answer: "97" }, /^next: send is no operation of .*: /],
      [{ operation: "sofia/send", answer: "97" }, /^next: sofia\/send is no operation of /],
      [{ operation: "mensagem/send", provider: "sophia", answer: "97" }, /^operation: names mensagem, and provider/],
      [{ operation: "send" }, /^next: does nothing; give answer, /],
      [{ operation: "send", answer: "97", times: 0 }, /times/],
      [{ operation: "send", anwser: "97" }, /anwser/],
    ];
    for (const [rule, sentence] of wrong) {
      for (const item of [emulator, remote])
        await expect(item.next(rule as { operation: "send" })).rejects.toThrow(
          expect.objectContaining({ message: expect.stringMatching(sentence), constructor: UsageError }),
        );
      const { status, body } = await callApi<{ detail: string }>(
        emulator,
        "POST /sandboxes/default/scenario/next",
        rule,
      );
      expect([status, body.detail]).toEqual([400, expect.stringMatching(sentence)]);
    }
    expect(await send(emulator)).toBe("1");
    await remote.next({ operation: "mensagem/send", answer: "97" });
    expect(await send(emulator)).toBe("97");
  });
});
