// Failures of verify, wait and expectations say the likely cause, its remedy, and where the inbox shows it.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { judge, receivedCallback, sent } from "../../src/client/testing/expectations.ts";
import { startCatcher } from "../support/catcher.ts";
import { run } from "../support/cli.ts";
import { emulate, later, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const get = (emulator: Emulator, query: string) => fetch(`${emulator.urls.mensagem}/sms/send?${query}`);
const failureOf = async (emulator: Pick<Emulator, "verify">, what: "messages" | "callbacks" | "requests", where = {}) =>
  (await emulator.verify({ what, where } as Parameters<Emulator["verify"]>[0])).failure ?? "";

const cases: readonly (readonly [title: string, provoke: (emulator: Emulator) => Promise<string>, sentence: RegExp])[] =
  [
    [
      "the manual clock was not moved",
      async (emulator) => {
        await sendSophia(emulator);
        return failureOf(emulator, "messages", { status: "delivered" });
      },
      /likely cause: the clock is manual and stands before 1 change, the next in \d+ ms: move it with clock\.advance\("next"\) or torpedo clock advance next/,
    ],
    [
      "no callback address",
      async (emulator) => {
        await sendSophia(emulator);
        await emulator.clock.advance("1h");
        return failureOf(emulator, "callbacks");
      },
      /account sophia\/main has no callback address: set it with accounts\.change\("sophia\/main", \{ callbacks: \{ dlr: URL \} \}\) or torpedo accounts set sophia\/main --dlr URL/,
    ],
    [
      "a provider without callbacks",
      async (emulator) => {
        await run(["send", "mobilepronto", "--url", emulator.urls.http, "--to", "11999990001", "--text", "Oi"]);
        return failureOf(emulator, "callbacks");
      },
      /mobilepronto sends no callbacks: ask it for the status instead/,
    ],
    [
      "the request was refused",
      async (emulator) => {
        await emulator.accounts.change("mensagem/main", { prepaid: true, credits: { long: 0, short: 0, flash: 0 } });
        await get(emulator, "u=126b114c&n=11999990001&m=Oi");
        return failureOf(emulator, "messages", { text: "Oi" });
      },
      /request 1 \(send\) was refused with 97 CREDITOS INSUFICIENTES, by default: no-credit \(http:\/\/127\.0\.0\.1:\d+\/#\/default\/requests\/1\): give the account credits/,
    ],
    [
      "an unknown credential",
      async (emulator) => {
        await get(emulator, "u=nobody&n=11999990001&m=Oi");
        return failureOf(emulator, "messages");
      },
      /request 1 \(send\) was refused with 93 .*: no account has its credential; torpedo env prints those of a sandbox/,
    ],
    [
      "an unknown credential, seen from another sandbox",
      async (emulator) => {
        const shop = await emulator.sandbox("shop");
        await get(emulator, "u=nobody&n=11999990001&m=Oi");
        return failureOf(shop, "messages");
      },
      /request 1 of sandbox default \(send\) was refused with 93 /,
    ],
    [
      "another sandbox",
      async (emulator) => {
        const shop = await emulator.sandbox("shop");
        await sendMensagem(emulator);
        return failureOf(shop, "messages", { text: "Oi" });
      },
      /sandbox default has it, as number 1 of its messages \(http:\S+\/#\/default\/messages\/1\): the client used a credential of default/,
    ],
    [
      "a callback that was given up",
      async (emulator) => {
        const catcher = await startCatcher();
        later(() => catcher.stop());
        catcher.reply(500);
        await emulator.accounts.change("sophia/main", { callbacks: { dlr: `${catcher.url}/dlr` } });
        await sendSophia(emulator);
        await emulator.clock.advance("72h");
        return failureOf(emulator, "callbacks", { state: "delivered" });
      },
      /callback \d+ to http:\S+\/dlr\S* was given up after 5 attempts: answered 500 \(http:\S+\/callbacks\/1\): the receiver must answer with success/,
    ],
  ];

describe("a failure says", () => {
  it.each(cases)("%s", async (_, provoke, sentence) => {
    const failure = await provoke(await emulate());
    expect(failure).toMatch(sentence);
  });

  it("no cause where none is known", async () => {
    const emulator = await emulate();
    expect(await failureOf(emulator, "messages")).toBe(
      "expected at least 1 of messages, found 0; there are no messages at all",
    );
  });

  it("the same in the library, the commands and the control API", async () => {
    const emulator = await emulate();
    await get(emulator, "u=nobody&n=11999990001&m=Oi");
    const cause = /likely cause: request 1 \(send\) was refused with 93 /;
    expect((await judge(emulator, sent(), { timeout: 1 })).message()).toMatch(cause);
    expect((await judge(emulator, receivedCallback(), { timeout: 1 })).message()).toMatch(cause);
    await expect(emulator.waitForMessage({}, 1)).rejects.toThrow(cause);
    const { http } = emulator.urls;
    expect(await run(["verify", "messages", "--url", http])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(cause),
    });
    const waited = await run(["wait", "messages", "--url", http, "--timeout", "1ms"]);
    expect(waited).toMatchObject({ code: 1, stderr: expect.stringMatching(cause) });
  });
});
