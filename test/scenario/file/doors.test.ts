// Every step at every door where it applies, and every fault as the bytes that a client receives.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { bodyOf, type Door, doors, type Heard, pdus, said } from "../../support/scenario/doors.ts";

let emulator: Emulator;
beforeAll(async () => {
  const ports = { httpPort: 0, mensagemPort: 0, smppPort: 0 };
  emulator = await startEmulator({ ...ports, data: ":memory:", clock: "manual", logLevel: "silent" });
});
afterAll(() => emulator.stop());

const to = "5511999990001";

/** Plays these steps for the door and sends one SMS; `rest` gives more keys of the rule. */
async function running(
  door: Door,
  steps: unknown,
  patient = true,
  number = to,
): Promise<Heard & { readonly stored: number }> {
  await emulator.scenario.put({
    scenario: "one step",
    seed: 7,
    accounts: { [door.account]: { credits: 1000, enabled: true } },
    rules: [{ when: { operation: door.operation, channel: door.channel }, then: steps }],
  });
  const before = (await emulator.messages()).length;
  const heard = await door.send(emulator, number, "Oi", patient);
  return { ...heard, stored: (await emulator.messages()).length - before };
}
const last = async () => (await emulator.messages({ newestFirst: true, limit: 1 }))[0];

describe.each(doors.map((door) => [door.name, door] as const))("%s", (_name, door) => {
  test("natural, for comparison", async () => {
    const heard = await running(door, [{ set: { nothing: "here" } }]);
    expect(said(door, heard)).toMatch(door.good);
    expect(heard.stored).toBe(1);
  });

  test("answer, as a neutral reason", async () => {
    const heard = await running(door, [{ answer: "no-credit" }]);
    expect(said(door, heard)).toMatch(door.noCredit);
    expect(heard.stored).toBe(0);
  });

  test("accept, where nature would refuse", async () => {
    const refused = await running(door, [{ delay: "1ms" }], true, "123");
    expect(said(door, refused)).not.toMatch(door.good);
    const heard = await running(door, ["accept"], true, "123");
    expect(said(door, heard)).toMatch(door.good);
    expect(heard.stored).toBe(1);
  });

  test("delay is real time before the answer", async () => {
    const began = performance.now();
    expect(said(door, await running(door, [{ delay: "120ms" }]))).toMatch(door.good);
    expect(performance.now() - began).toBeGreaterThanOrEqual(118);
  });

  test("life, reply, account and set", async () => {
    const heard = await running(door, [
      { life: [{ sent: "1s" }, { undelivered: "1h" }] },
      { reply: { text: "SAIR", after: "5m" } },
      { account: door.account, credits: 1 },
    ]);
    expect(said(door, heard)).toMatch(door.good);
    await emulator.clock.advance(59 * 60_000);
    expect((await last())?.status).toBe("sent");
    await emulator.clock.advance(60_000);
    expect((await last())?.status).toBe("undelivered");
    const accounts = await emulator.accounts.list();
    const account = accounts.find(({ provider, name }) => `${provider}/${name}` === door.account);
    expect(Math.min(...Object.values(account?.credits ?? {}))).toBe(0);
  });

  test("fault: lose-answer stores the message and answers nothing", async () => {
    const heard = await running(door, [{ fault: "lose-answer" }], !door.overSmpp);
    expect(heard.stored).toBe(1);
    if (door.overSmpp) expect(pdus(heard.bytes)).toEqual(["80000015:0:3"]);
    else expect([heard.bytes.length, heard.ending]).toEqual([0, "fin"]);
  });

  test("fault: hang neither stores nor answers", async () => {
    const heard = await running(door, [{ fault: "hang" }], false);
    expect(heard.stored).toBe(0);
    expect(pdus(heard.bytes)).toEqual(door.overSmpp ? ["80000015:0:3"] : []);
  });

  test.each([
    ["reset", "reset"],
    ["close", "fin"],
  ])("fault: %s before any byte", async (fault, ending) => {
    const heard = await running(door, [{ fault }]);
    expect([heard.bytes.length, heard.ending, heard.stored]).toEqual([0, ending, 0]);
  });

  test("fault: truncate after so many bytes", async () => {
    const heard = await running(door, [{ fault: { truncate: { after: 7 } } }]);
    expect([(door.overSmpp ? heard.bytes : bodyOf(heard)).length, heard.ending, heard.stored]).toEqual([7, "fin", 1]);
  });

  test("fault: drip arrives whole", async () => {
    const heard = await running(door, [{ fault: { drip: { bytes: 11, every: "1ms" } } }]);
    expect(said(door, heard)).toMatch(door.good);
  });

  test("fault: garbage is so many bytes from the seed, then the end", async () => {
    const one = await running(door, [{ fault: { garbage: { bytes: 50 } } }]);
    const two = await running(door, [{ fault: { garbage: { bytes: 50 } } }]);
    expect([one.bytes.length, one.ending, one.stored]).toEqual([50, "fin", 1]);
    expect(two.bytes.equals(one.bytes)).toBe(true);
  });

  test("fault: throttle, in the provider's own words", async () => {
    const heard = await running(door, [{ fault: "throttle" }]);
    expect(said(door, heard)).toMatch(door.throttled);
    expect(heard.stored).toBe(0);
  });
});

describe.each(doors.filter(({ overSmpp }) => !overSmpp).map((door) => [door.name, door] as const))(
  "%s",
  (_name, door) => {
    test("raw is this very body; stored only with accept", async () => {
      const alone = await running(door, [{ raw: "olá <b>" }]);
      expect([bodyOf(alone).toString(), alone.stored]).toEqual(["olá <b>", 0]);
      const accepted = await running(door, [{ raw: { base64: "AAEC" } }, "accept"]);
      expect([bodyOf(accepted).toString("hex"), accepted.stored]).toEqual(["000102", 1]);
    });

    test("fault: status, page, header, bom, charset", async () => {
      const head = (heard: Heard): string =>
        heard.bytes.subarray(0, heard.bytes.indexOf("\r\n\r\n")).toString("latin1");
      const status = await running(door, [{ fault: { status: 503 } }]);
      expect([head(status).split("\r\n")[0], status.stored]).toEqual(["HTTP/1.1 503 Service Unavailable", 1]);
      const page = await running(door, [{ fault: { status: 502, page: "nginx-502" } }]);
      expect([head(page).slice(0, 12), bodyOf(page).toString()]).toEqual([
        "HTTP/1.1 502",
        expect.stringContaining("<center>nginx"),
      ]);
      const early = await running(door, [{ fault: { page: "iis-500" }, before: true }]);
      expect([head(early).slice(0, 12), early.stored]).toEqual(["HTTP/1.1 500", 0]);
      expect(head(await running(door, [{ fault: { header: { "X-Odd": "yes" } } }]))).toMatch(/\r\nX-Odd: yes(\r\n|$)/);
      expect(
        bodyOf(await running(door, [{ fault: "bom" }]))
          .toString("hex")
          .slice(0, 6),
      ).toBe("efbbbf");
      expect(head(await running(door, [{ fault: { charset: "ISO-8859-1" } }]))).toMatch(/charset=iso-8859-1/i);
    });
  },
);

describe("SMPP alone", () => {
  const smpp = doors.filter(({ overSmpp }) => overSmpp);
  test.each<[fault: string, expected: (lines: string[], heard: Heard) => void]>([
    ["twice", (lines) => expect(lines.filter((line) => line === "80000004:0:2")).toHaveLength(2)],
    ["nack", (lines) => expect(lines.some((line) => /^80000000:\d+:2$/.test(line))).toBe(true)],
    ["wrong-sequence", (lines) => expect(lines.some((line) => /^80000004:0:(?!2$)\d+$/.test(line))).toBe(true)],
    [
      "unknown-command",
      (lines) => expect(lines.some((line) => /:2$/.test(line) && !/^8000000[04]/.test(line))).toBe(true),
    ],
    ["unbind", (lines) => expect(lines.some((line) => line.startsWith("6:0:"))).toBe(true)],
  ])("fault: %s", async (fault, expected) => {
    for (const door of smpp) {
      const heard = await running(door, [{ fault }]);
      expect(heard.stored).toBe(1);
      expected(pdus(heard.bytes), heard);
    }
  });
});
