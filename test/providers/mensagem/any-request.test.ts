// Any query string at all gets a documented answer or a clear 4xx, and nothing is half-stored.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { vocabulary } from "../../../src/providers/mensagem/vocabulary.ts";
import { amount } from "../../support/endurance/amount.ts";
import { start, user } from "../../support/mensagem/client.ts";
import { roundTrip } from "../../support/raw-http.ts";
import { undoAll } from "../../support/sandboxed.ts";

const functions = vocabulary.operations.filter(({ channels }) => channels.includes("get"));
let emulator: Emulator;
beforeAll(async () => {
  emulator = await start();
});
afterAll(undoAll);

const piece = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc
    .uint8Array({ maxLength: 30 })
    .map((bytes) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")),
  fc.constantFrom(
    "",
    user,
    "11999990001",
    "11999990001;11999990002",
    "a|b;c|d|e",
    "%",
    "%zz",
    "'",
    "2026-03-03%2010:00:00",
    "1",
  ),
);
const name = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      "u",
      "U",
      "n",
      "m",
      "d",
      "f",
      "z",
      "c",
      "C",
      "id",
      "h",
      "l",
      "t",
      "s",
      "e",
      "p",
      "di",
      "r",
    ),
  },
  { weight: 1, arbitrary: piece },
);
const query = fc
  .array(fc.tuple(name, piece), { maxLength: 12 })
  .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join("&"));

/** First fields of the lines that a function may answer. */
function isDocumented(operation: (typeof functions)[number], body: string): boolean {
  const codes = new Set(operation.codes.map(({ code }) => code));
  return (
    body === "" ||
    body.split("\r\n").every((line) => {
      const [code = ""] = line.split(";");
      return codes.has(code) || operation.name === "cacl" || operation.name === "cict" || operation.name === "oper";
    })
  );
}

async function request(functionName: string, text: string): Promise<{ status: number; body: string }> {
  const line = Buffer.from(
    `GET /sms/${functionName}?${text} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    "latin1",
  );
  const answer = await roundTrip(Number(new URL(emulator.urls.mensagem).port), line);
  return { status: answer.status, body: answer.body.toString() };
}

describe("any query string", () => {
  it("is answered as documented, or refused with a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...functions), query, async (operation, text) => {
        const before = (await emulator.messages()).length;
        const { status, body } = await request(operation.name, text);
        const accepted = body.split("\r\n").filter((line) => /^1;[0-9a-f]{32}$/.test(line)).length;
        if (status === 200) expect(isDocumented(operation, body), body).toBe(true);
        else {
          expect(status).toBe(400);
          expect(body).toMatch(/\w+ \w+/);
        }
        if (operation.sends) expect((await emulator.messages()).length - before).toBe(accepted);
        else expect(await emulator.messages()).toHaveLength(before);
      }),
      { numRuns: amount(60, 300) },
    );
  });

  it.each(["m", "u", "n", "zz"])("of 64 KiB in %s is answered", async (key) => {
    const { status, body } = await request("send", `u=${user}&n=11999990001&m=Oi&${key}=${"a".repeat(65_536)}`);
    expect([status, body]).toEqual([200, expect.stringMatching(/^(?:1;[0-9a-f]{32}|\d\d;[A-Z /-]+)$/)]);
  });

  it("reads UTF-8, ISO-8859-1 and raw accents alike", async () => {
    for (const text of ["ol%C3%A1", "ol%E1", "ol\xe1"]) {
      expect((await request("send", `u=${user}&n=11999990001&m=${text}`)).body).toMatch(/^1;/);
      expect((await emulator.messages()).at(-1)?.text).toBe("olá");
    }
  });
});
