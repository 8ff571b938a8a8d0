// Whatever a request holds, the services answer in one of their known ways, and only an accepted send leaves a message.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { amount } from "../../support/endurance/amount.ts";
import {
  call,
  envelope,
  gateway,
  goodSimple,
  goodSms,
  goodVoice,
  readAnswer,
  sms,
  soapAction,
  start,
  voice,
} from "../../support/mobilepronto/client.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await start({}, { httpBindings: true });
});
afterAll(() => emulator.stop());

const operations = [
  { path: gateway, operation: "MPG_Send_SMS", good: goodSms },
  { path: gateway, operation: "MPG_Credits", good: goodSms },
  { path: gateway, operation: "MPG_Query01", good: goodSms },
  { path: sms, operation: "MPG_SendSimple_SMS", good: goodSimple },
  { path: sms, operation: "MPG_Credits", good: goodSimple },
  { path: voice, operation: "MPG_SendandFollowUp_Voice", good: goodVoice },
  { path: voice, operation: "MPG_Status_Voice", good: goodVoice },
];

/** Status and the content types that go with it (ASP.NET .asmx behaviour, recorded). */
const soapTypes = ["text/xml; charset=utf-8", "application/soap+xml; charset=utf-8"];
const kinds: Readonly<Record<number, readonly string[]>> = {
  200: soapTypes,
  400: soapTypes,
  415: soapTypes,
  500: [...soapTypes, "text/plain; charset=utf-8", "text/html; charset=utf-8"],
};

const fieldText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 30 }),
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((raw) => Buffer.from(raw)),
  fc.string({ unit: "binary", maxLength: 200 }).map((raw) => Buffer.from(raw)),
);
const contentType = fc.oneof(
  fc.constantFrom(...soapTypes, "text/xml", "text/xml; charset=utf-16", "application/x-www-form-urlencoded"),
  fc.stringMatching(/^[a-z/;= +-]{0,30}$/),
);

async function post(path: string, body: Buffer, headers: Record<string, string>): Promise<void> {
  const before = (await emulator.messages({ limit: 100_000 })).length;
  const response = await fetch(`${emulator.urls.http}${path}`, { method: "POST", body: new Uint8Array(body), headers });
  const text = await response.text();
  expect(kinds[response.status] ?? []).toContain(response.headers.get("content-type"));
  if (response.status === 400 || response.status === 415) expect(text).toBe("");
  const accepted = response.status === 200 && /^000(?::|$)/.test(readAnswer(200, text).result);
  expect((await emulator.messages({ limit: 100_000 })).length - before).toBe(accepted ? 1 : 0);
}

describe("any request", () => {
  it("of any bytes", async () => {
    const request = fc.tuple(
      fc.constantFrom(...operations),
      bytes,
      contentType,
      fc.boolean(),
      fc.constantFrom("", "/op"),
    );
    await fc.assert(
      fc.asyncProperty(request, async ([{ path, operation }, body, type, routed, more]) => {
        const action = { SOAPAction: soapAction(path, operation) };
        await post(`${path}${more === "" ? "" : `/${operation}`}`, body, {
          "Content-Type": type,
          ...(routed ? action : {}),
        });
      }),
      { numRuns: amount(60, 300) },
    );
  });

  it("of any texts in any fields", async () => {
    const request = fc.tuple(
      fc.constantFrom(...operations),
      fc.dictionary(
        fc.constantFrom(...Object.keys({ ...goodVoice, ...goodSms, IDMSG: "", Status_Code: "" })),
        fieldText,
      ),
      fc.constantFrom<11 | 12>(11, 12),
    );
    await fc.assert(
      fc.asyncProperty(request, async ([{ path, operation, good }, change, version]) => {
        const action = soapAction(path, operation);
        const type = version === 11 ? "text/xml; charset=utf-8" : "application/soap+xml; charset=utf-8";
        const headers = { "Content-Type": type, ...(version === 11 ? { SOAPAction: action } : {}) };
        await post(path, Buffer.from(envelope(path, operation, { ...good, ...change }, version)), headers);
      }),
      { numRuns: amount(60, 300) },
    );
  });
});

describe("hostile bodies", () => {
  const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: soapAction(gateway, "MPG_Send_SMS") };
  const good = envelope(gateway, "MPG_Send_SMS", goodSms);

  it("over 4 MiB are refused, near the bound and far beyond it", async () => {
    for (const size of [4 * 1024 * 1024 + 1, 20 * 1024 * 1024]) {
      const body = Buffer.from(good.replace("Oi", "x".repeat(size)));
      await post(gateway, body, headers);
    }
    expect((await call(emulator, gateway, "MPG_Send_SMS", goodSms)).result).toBe("000");
  });

  it("with a billion laughs are refused unread", async () => {
    const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
    const dtd = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">${entities}]>`;
    await post(gateway, Buffer.from(good.replace(/^<\?xml.*?\?>/, dtd).replace("Oi", "&l12;")), headers);
    expect((await call(emulator, gateway, "MPG_Send_SMS", goodSms)).result).toBe("000");
  });

  it("with 10,000 unknown elements in each other are read past", async () => {
    const nested = `${"<x>".repeat(10_000)}${"</x>".repeat(10_000)}`;
    await post(gateway, Buffer.from(good.replace("<Message>", `${nested}<Message>`)), headers);
    expect((await emulator.messages({ limit: 100_000 })).at(-1)).toMatchObject({ text: "Oi" });
  });

  it("with a header that must be understood have run the method", async () => {
    const before = (await emulator.messages({ limit: 100_000 })).length;
    const header = '<soap:Header><a xmlns="u" soap:mustUnderstand="1"/></soap:Header><soap:Body>';
    const body = good.replace("<soap:Body>", header);
    const response = await fetch(`${emulator.urls.http}${gateway}`, { method: "POST", body, headers });
    expect(await response.text()).toContain("SOAP header a was not understood.");
    expect((await emulator.messages({ limit: 100_000 })).length).toBe(before + 1);
  });
});
