// The documents' own exchanges and pages, against the emulator.

import { readdirSync, readFileSync } from "node:fs";
import { XMLParser } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { gateway, sms, start, voice } from "../../support/mobilepronto/client.ts";
import { headerOf, roundTrip } from "../../support/raw-http.ts";

const fixtures = new URL("../../../fixtures/mobilepronto/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, fixtures));
const port = (emulator: Emulator) => Number(new URL(emulator.urls.http).port);

let emulator: Emulator;
beforeAll(async () => {
  emulator = await start();
});
afterAll(() => emulator.stop());

/** Names without prefixes and values, so that order of declarations and white space do not count. */
const parser = new XMLParser({ ignoreAttributes: true, removeNSPrefix: true, parseTagValue: false });

describe("the documents' exchanges", () => {
  const names = readdirSync(fixtures).flatMap((name) => (name.endsWith(".req.txt") ? [name.slice(0, -8)] : []));

  it.each(names)("%s", async (name) => {
    const answer = await roundTrip(port(emulator), read(`${name}.req.txt`));
    const [head = "", body = ""] = read(`${name}.res.txt`).toString("utf8").split("\r\n\r\n");
    expect(answer.statusLine).toBe(head.split("\r\n")[0]);
    expect(headerOf(answer, "content-type")).toBe(/Content-Type: (.*)\r\n/.exec(head)?.[1]);
    expect(parser.parse(answer.body.toString("utf8"))).toEqual(parser.parse(body));
  });

  it("leave their messages with accents and the euro sign", async () => {
    const texts = (await emulator.messages()).map(({ operation, text }) => `${operation} ${text}`);
    expect(new Set(texts)).toEqual(new Set(["MPG_Send_SMS MPG:Olá, € 10", "MPG_SendSimple_SMS Olá, € 10"]));
  });
});

describe("the documents' pages", () => {
  const pages = [
    { name: "send-sms", path: gateway, operation: "MPG_Send_SMS", host: "www.mpgateway.com" },
    { name: "send-simple", path: sms, operation: "MPG_SendSimple_SMS", host: "pw-api.com" },
    { name: "status-voice", path: voice, operation: "MPG_Status_Voice", host: "pw-api.com" },
  ];

  it.each(pages)("$name is on the help page, line by line", async ({ name, path, operation, host }) => {
    const request = `GET ${path}?op=${operation} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const page = plain((await roundTrip(port(emulator), request)).body.toString("utf8"));
    const lines = read(`documents/${name}.txt`).toString("utf8").split(/\r?\n/).map(collapsed);
    for (const line of lines) {
      // The samples of one document lost their namespaces when it was saved.
      if (line === "" || line.includes('=""')) continue;
      expect(page).toContain(line);
    }
  });

  it("list the documented operations with their descriptions", async () => {
    for (const { path, operation } of pages) {
      const page = await (await fetch(`${emulator.urls.http}${path}`)).text();
      expect(page).toContain(`?op=${operation}">${operation}</a>`);
      expect(page).toMatch(/<br>001 - Credencial Inválida/);
    }
  });
});

/** The text of a page: no tags, no entities, line breaks and white space collapsed. */
function plain(html: string): string {
  const text = html.replace(/<(?!-)[^>]*>/g, (tag) => (tag === "<br>" ? "\n" : ""));
  return collapsed(
    text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  );
}
function collapsed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
