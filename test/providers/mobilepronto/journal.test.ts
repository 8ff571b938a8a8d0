// The journal keeps each request whole, answered or refused, except its keys.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { hostClock } from "../../../src/clock/host-clock.ts";
import { createEvents } from "../../../src/core/events.ts";
import type { StoredCall } from "../../../src/core/ports.ts";
import { openStore } from "../../../src/storage/store.ts";
import { call, envelope, gateway, goodSms, goodVoice, sms, start, voice } from "../../support/mobilepronto/client.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-journal-"));
const file = join(folder, "torpedo.db");
const secret20 = goodSms["Credencial"] ?? "";
const secret40 = goodVoice["Credencial"] ?? "";
let emulator: Emulator;
let requests: readonly StoredCall[];
let messages = 0;

async function post(path: string, body: string | Buffer, headers: Record<string, string>): Promise<number> {
  const init = { method: "POST", body: Buffer.from(body), headers };
  return (await fetch(`${emulator.urls.http}${path}`, init)).status;
}
const soap11 = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: "http://www.mpgateway.com/MPG_Send_SMS" };

beforeAll(async () => {
  emulator = await start({}, { httpBindings: true }, file);
  const good = envelope(gateway, "MPG_Send_SMS", goodSms);
  await call(emulator, gateway, "MPG_Send_SMS", goodSms);
  await call(emulator, gateway, "MPG_Send_SMS", { ...goodSms, Message: "" });
  await call(emulator, voice, "MPG_SendandFollowUp_Voice", goodVoice);
  // References, CDATA, UTF-16, a truncated envelope, a form, a query string, an address that is not an operation.
  const spelled = `&#68;${secret20.slice(1)}`;
  expect(await post(gateway, good.replace(secret20, spelled), soap11)).toBe(200);
  expect(await post(gateway, good.replace(secret20, `<![CDATA[${secret20}]]>`), soap11)).toBe(200);
  const utf16 = iconv.encode(good, "utf-16le", { addBOM: true });
  expect(await post(gateway, utf16, { ...soap11, "Content-Type": "text/xml; charset=utf-16" })).toBe(200);
  expect(await post(gateway, good.slice(0, good.indexOf(secret20) + 20), soap11)).toBe(400);
  const form = new URLSearchParams(goodSms).toString();
  expect(await post(`${gateway}/MPG_Send_SMS`, form, { "Content-Type": "application/x-www-form-urlencoded" })).toBe(
    200,
  );
  expect((await fetch(`${emulator.urls.http}${gateway}/Nope?${form}`)).status).toBe(500);
  const odd = good.replace("<Message>", "<Unknown>x</Unknown><Message>");
  expect(await post(gateway, odd, soap11)).toBe(200);
  const simple = { ...soap11, SOAPAction: "PWGateway/MPG_SendSimple_SMS" };
  expect(await post(sms, "x".repeat(5 * 1024 * 1024), simple)).toBe(500);
  messages = (await emulator.messages()).length;
  await emulator.stop();
  const store = openStore({
    file,
    durability: "process",
    retention: { messages: 1000, requests: 1000, requestBytes: 1e9, callbacks: 1000 },
    events: createEvents(),
    hostClock,
    journalBytes: 256 * 1024,
  });
  requests = store.journal.list("default", { provider: "mobilepronto" });
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the journal", () => {
  it("has every call with its code, and the message where there is one", () => {
    const seen = requests.map(({ operation, channel, code, messages: sent }) => [
      operation,
      channel,
      code,
      sent.length,
    ]);
    const send = "MPG_Send_SMS";
    expect(seen).toEqual([
      [send, "soap11", "000", 1],
      [send, "soap11", "013", 0],
      ["MPG_SendandFollowUp_Voice", "soap11", "000", 1],
      [send, "soap11", "000", 1],
      [send, "soap11", "000", 1],
      [send, "soap11", "000", 1],
      [send, "soap11", "400", 0],
      [send, "form", "000", 1],
      ["-", "get", "500", 0],
      [send, "soap11", "000", 1],
      ["MPG_SendSimple_SMS", "soap11", "500", 0],
    ]);
    expect(messages).toBe(7);
  });

  it("never has a Credencial or Token", () => {
    for (const { request, answer } of requests) {
      const kept = `${text(request)}${text(answer ?? "")}`.replaceAll("\0", "");
      for (const key of [secret20, secret20.slice(1), secret40, goodVoice["Token"] ?? ""])
        expect(kept).not.toContain(key);
    }
    expect(text(requests[0]?.request ?? "")).toMatch(/<Credencial>\*{20}<\/Credencial>/);
    expect(text(requests[0]?.request ?? "")).toContain("<Message>Oi</Message>");
  });

  it("says who decided and what was odd", () => {
    expect(requests[1]?.decidedBy).toBe("default: empty-text");
    expect(requests[6]?.findings[0]?.text).toMatch(/^400: /);
    expect(requests[9]?.findings[0]?.text).toContain("Unknown");
    expect(requests[10]?.findings[0]?.text).toContain("maxRequestLength");
  });
});

function text(bytes: Buffer | string): string {
  return typeof bytes === "string" ? bytes : bytes.toString("latin1");
}
