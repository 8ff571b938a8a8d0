// Every step at every door where it applies, and every fault as the bytes that a client receives.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { bodyOf, type Heard, listeners, pdus, sentences, type TestChannel } from "../../support/scenario/channels.ts";
import { untyped } from "../../support/scenario/untyped.ts";

let emulator: Emulator;
beforeAll(async () => {
  const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
  emulator = await startEmulator({ ...ports, data: ":memory:", clock: "manual", logLevel: "silent" });
});
afterAll(() => emulator.stop());

const to = "5511999990001";

/** Runs these steps at the listener and sends one SMS. */
async function running(
  listener: TestChannel,
  steps: unknown,
  patient = true,
  before = false,
  text = "Oi",
  number = to,
): Promise<Heard & { readonly stored: number }> {
  await emulator.scenario.put(
    untyped({
      scenario: "one step",
      seed: 7,
      accounts: { [listener.account]: { credits: 1000, enabled: true } },
      rules: [{ when: { operation: listener.operation, channel: listener.channel }, before, then: steps }],
    }),
  );
  const stored = (await emulator.messages()).length;
  const heard = await listener.send(emulator, number, text, patient);
  return { ...heard, stored: (await emulator.messages()).length - stored };
}
const last = async () => (await emulator.messages({ newestFirst: true, limit: 1 }))[0];

describe.each(listeners.map((listener) => [listener.name, listener] as const))("%s", (_name, listener) => {
  test("natural, for comparison", async () => {
    const heard = await running(listener, [{ set: { nothing: "here" } }]);
    expect(sentences(listener, heard)).toMatch(listener.good);
    expect(heard.stored).toBe(1);
  });

  test("answer, as a neutral reason", async () => {
    const heard = await running(listener, [{ answer: "no-credit" }]);
    expect(sentences(listener, heard)).toMatch(listener.noCredit);
    expect(heard.stored).toBe(0);
  });

  test("accept, where the provider would refuse", async () => {
    const refused = await running(listener, [{ delay: "1ms" }], true, false, "Oi", "123");
    expect(sentences(listener, refused)).not.toMatch(listener.good);
    const heard = await running(listener, ["accept"], true, false, "Oi", "123");
    expect(sentences(listener, heard)).toMatch(listener.good);
    expect(heard.stored).toBe(1);
  });

  test("delay is real time before the answer", async () => {
    const began = performance.now();
    expect(sentences(listener, await running(listener, [{ delay: "120ms" }]))).toMatch(listener.good);
    expect(performance.now() - began).toBeGreaterThanOrEqual(118);
  });

  test("life, reply, account and set", async () => {
    const heard = await running(listener, [
      { life: [{ sent: "1s" }, { undelivered: "1h" }] },
      ...(listener.provider === "mobilepronto" ? [] : [{ reply: { text: "SAIR", after: "5m" } }]),
      { account: listener.account, credits: 1 },
    ]);
    expect(sentences(listener, heard)).toMatch(listener.good);
    await emulator.clock.advance(59 * 60_000);
    expect((await last())?.status).toBe("sent");
    await emulator.clock.advance(60_000);
    expect((await last())?.status).toBe("undelivered");
    const accounts = await emulator.accounts.list();
    const account = accounts.find(({ provider, name }) => `${provider}/${name}` === listener.account);
    expect(Math.min(...Object.values(account?.credits ?? {}))).toBe(0);
  });

  test("fault: lose-answer stores the message and answers nothing", async () => {
    const heard = await running(listener, [{ fault: "lose-answer" }], !listener.overSmpp);
    expect(heard.stored).toBe(1);
    if (listener.overSmpp) expect(pdus(heard.bytes)).toEqual(["80000015:0:3"]);
    else expect([heard.bytes.length, heard.ending]).toEqual([0, "fin"]);
  });

  test.each([
    [true, 0],
    [false, 1],
  ])("fault: hang answers nothing; with before: %j it stores %i messages", async (before, stored) => {
    const heard = await running(listener, [{ fault: "hang" }], false, before);
    expect(heard.stored).toBe(stored);
    expect(pdus(heard.bytes)).toEqual(listener.overSmpp ? ["80000015:0:3"] : []);
  });

  test.each([
    ["reset", "reset"],
    ["close", "fin"],
  ])("fault: %s before any byte", async (fault, ending) => {
    for (const before of [true, false]) {
      const heard = await running(listener, [{ fault }], true, before);
      expect([heard.bytes.length, heard.ending, heard.stored]).toEqual([0, ending, before ? 0 : 1]);
    }
  });

  test("fault: truncate after so many bytes", async () => {
    const heard = await running(listener, [{ fault: { truncate: { after: 7 } } }]);
    expect([(listener.overSmpp ? heard.bytes : bodyOf(heard)).length, heard.ending, heard.stored]).toEqual([
      7,
      "fin",
      1,
    ]);
  });

  test("fault: drip arrives whole", async () => {
    const heard = await running(listener, [{ fault: { drip: { bytes: 11, every: "1ms" } } }]);
    expect(sentences(listener, heard)).toMatch(listener.good);
  });

  test("fault: garbage is so many bytes from the seed, then the end", async () => {
    const item = await running(listener, [{ fault: { garbage: { bytes: 50 } } }]);
    const two = await running(listener, [{ fault: { garbage: { bytes: 50 } } }]);
    expect([item.bytes.length, item.ending, item.stored]).toEqual([50, "fin", 1]);
    expect(two.bytes.equals(item.bytes)).toBe(true);
  });

  test("answer: throttled, in the provider's own words; with accept the message is stored", async () => {
    const refused = await running(listener, [{ answer: "throttled" }]);
    expect(sentences(listener, refused)).toMatch(listener.throttled);
    expect(refused.stored).toBe(0);
    const accepted = await running(listener, [{ answer: "throttled" }, "accept"]);
    expect(sentences(listener, accepted)).toMatch(listener.throttled);
    expect(accepted.stored).toBe(1);
  });
});

describe.each(listeners.filter(({ overSmpp }) => !overSmpp).map((listener) => [listener.name, listener] as const))(
  "%s",
  (_name, listener) => {
    const head = (heard: Heard): string => heard.bytes.subarray(0, heard.bytes.indexOf("\r\n\r\n")).toString("latin1");

    test("response: body, stored unless the rule says before", async () => {
      const early = await running(listener, [{ response: { body: "olá" } }], true, true);
      expect([bodyOf(early).toString(), early.stored]).toEqual(["olá", 0]);
      const stored = await running(listener, [{ response: { body: { base64: "AAEC" } } }]);
      expect([bodyOf(stored).toString("hex"), stored.stored]).toEqual(["000102", 1]);
    });

    test("response: status, page, headers, bom, charset", async () => {
      const status = await running(listener, [{ response: { status: 503, reason: "Later" } }]);
      expect([head(status).split("\r\n")[0], status.stored]).toEqual(["HTTP/1.1 503 Later", 1]);
      expect(sentences(listener, status)).toMatch(listener.good);
      const page = await running(listener, [{ response: { status: 504, page: "nginx-502" } }]);
      expect([head(page).slice(0, 12), bodyOf(page).toString()]).toEqual([
        "HTTP/1.1 504",
        expect.stringContaining("<center>nginx"),
      ]);
      const early = await running(listener, [{ response: { page: "iis-500" } }], true, true);
      expect([head(early).slice(0, 12), early.stored]).toEqual(["HTTP/1.1 500", 0]);
      const headers = { "X-Odd": ["yes", "${to}"], "Content-Type": null, Date: null };
      const dressed = head(await running(listener, [{ response: { headers } }]));
      expect(dressed).toMatch(/\r\nX-Odd: yes\r\nX-Odd: 5511999990001(\r\n|$)/);
      expect(dressed).not.toMatch(/content-type|date:/i);
      expect(
        bodyOf(await running(listener, [{ response: { bom: true } }]))
          .toString("hex")
          .slice(0, 6),
      ).toBe("efbbbf");
      expect(head(await running(listener, [{ response: { charset: "ISO-8859-1" } }]))).toMatch(/charset=iso-8859-1/i);
    });

    test("before without an answer is an empty 200 with the operation's own Content-Type", async () => {
      const early = await running(listener, [{ response: { headers: { "X-A": "b" } } }], true, true);
      expect(head(early)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(head(early)).toMatch(/\r\nContent-Type: (text|application)\//);
      expect([bodyOf(early).length, early.stored]).toEqual([0, 0]);
    });

    test("placeholders are escaped for the place, and the provider's own body is at hand", async () => {
      const body = "[${text}|${raw:text}|${id}|${code}|${request.NAME}] ${body}".replace("NAME", listener.textField);
      const heard = await running(listener, [{ response: { body } }], true, false, 'a"<;');
      const sent = bodyOf(heard).toString();
      const escaped = listener.escaped;
      expect(sent).toContain(`[${escaped}|a"<;|`);
      expect(sent).toMatch(/\|[0-9A-Za-z]{10,}\|/);
      expect(sent).toContain(`|${escaped}] `);
      expect(sentences(listener, heard)).toMatch(listener.good);
    });
  },
);

describe("SMPP alone", () => {
  const smpp = listeners.filter(({ overSmpp }) => overSmpp);
  test.each<[fault: string, expected: (lines: string[], heard: Heard) => void]>([
    ["twice", (lines) => expect(lines.filter((line) => line === "80000004:0:2")).toHaveLength(2)],
    ["wrong-sequence", (lines) => expect(lines.some((line) => /^80000004:0:(?!2$)\d+$/.test(line))).toBe(true)],
    [
      "unknown-command",
      (lines) => expect(lines.some((line) => /:2$/.test(line) && !/^8000000[04]/.test(line))).toBe(true),
    ],
    ["unbind", (lines) => expect(lines.some((line) => line.startsWith("6:0:"))).toBe(true)],
  ])("fault: %s", async (fault, expected) => {
    for (const listener of smpp) {
      const heard = await running(listener, [{ fault }]);
      expect(heard.stored).toBe(1);
      expected(pdus(heard.bytes), heard);
    }
  });
});
