// A scenario scripts all doors, its timeline runs on the sandbox's clock, and a bad one never replaces a good one.

import { afterEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator.ts";

const options = {
  httpPort: 0,
  mensagemPort: 0,
  smppPort: 0,
  data: ":memory:",
  clock: "manual",
  logLevel: "silent",
} as const;
let emulator: Emulator;
afterEach(() => emulator.stop());
const send = async (): Promise<string> =>
  (await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`)).text();

describe("a scenario", () => {
  it("answers by rule, gives lives and runs its timeline", async () => {
    emulator = await startEmulator(options);
    await emulator.scenario({
      scenario: "the second is refused, later the credit runs out",
      rules: [
        { rule: "second", when: { provider: "mensagem", operation: "send", call: 2 }, then: [{ answer: "97" }] },
        { rule: "none arrives", when: { provider: "mensagem" }, then: [{ life: "undelivered" }] },
      ],
      timeline: [{ at: "10m", do: [{ account: "mensagem/main", credits: 0 }] }],
    });
    expect([(await send()).slice(0, 2), await send(), (await send()).slice(0, 2)]).toEqual([
      "1;",
      "97;CREDITOS INSUFICIENTES",
      "1;",
    ]);
    await emulator.clock.advance(600_000);
    expect(emulator.messages().map((message) => message.status)).toEqual(["undelivered", "undelivered"]);
    expect(await send()).toBe("97;CREDITOS INSUFICIENTES");
  });

  it("that is wrong is refused with its place, and the good one stays", async () => {
    emulator = await startEmulator(options);
    await emulator.scenario("scenario: no\nrules:\n  - rule: none\n    then: [ { answer: no-credit } ]\n");
    await expect(
      emulator.scenario("scenario: x\nrules:\n  - rule: a\n    when: { operation: sned }\n"),
    ).rejects.toThrow(/scenario:\d+:\d+: /);
    expect(await send()).toBe("97;CREDITOS INSUFICIENTES");
  });
});
