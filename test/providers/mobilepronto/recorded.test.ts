// The recorded .asmx exchanges of MobilePronto's services, through the emulator's own door: status, reason, content type,
// cache header, and what faults say. Results are ours, for the recording server only echoed.

import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { start } from "../../support/mobilepronto/client.ts";
import { headerOf, roundTrip } from "../../support/raw-http.ts";

const fixtures = new URL("../../../fixtures/asmx/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, fixtures));

/** Methods of the recording server's own. */
const notOurs = /^(?:14[0-6]|25[5-7])-/;

/** Requests of ours by name; the second service was recorded under another title, which only its pages show. */
const names = readdirSync(fixtures).flatMap((file) => {
  const name = file.endsWith(".req.txt") ? file.slice(0, -8) : null;
  if (name === null || notOurs.test(name)) return [];
  const line = read(file).toString("latin1").split("\r\n")[0] ?? "";
  return /\/(?:service|sms\/v_2_00\/service|voice\/v_3_00\/service)\.asmx/i.test(line) ? [name] : [];
});

const variants = [
  { variant: "ms", settings: {} },
  { variant: "msgp", settings: { httpBindings: true } },
  { variant: "msdev", settings: { httpBindings: true, customErrors: "Off" } },
];

describe.each(variants)("recorded exchanges, $variant", ({ variant, settings }) => {
  const recorded = readdirSync(fixtures).filter((file) => file.endsWith(`.${variant}.res.txt`));
  const mine = names.filter((name) => recorded.includes(`${name}.${variant}.res.txt`));
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await start({}, settings);
  });
  afterAll(() => emulator.stop());

  it.each(mine)("%s", async (name) => {
    const [head = "", ...rest] = read(`${name}.${variant}.res.txt`).toString("utf8").split("\r\n\r\n");
    const answer = await roundTrip(Number(new URL(emulator.urls.http).port), read(`${name}.req.txt`));
    expect(answer.statusLine.slice(0, 12)).toBe(head.slice(0, 12));
    const header = (key: string) => new RegExp(`^${key}: (.*)$`, "im").exec(head)?.[1]?.trim();
    const isPage = header("Content-Type")?.startsWith("text/html") === true;
    if (isPage || read(`${name}.req.txt`).toString("latin1").startsWith("HEAD")) return;
    expect(headerOf(answer, "content-type")).toBe(header("Content-Type"));
    expect(headerOf(answer, "cache-control")).toBe(header("Cache-Control"));
    if (variant !== "msdev") expect(faultOf(answer.body.toString("utf8"))).toBe(faultOf(rest.join("\r\n\r\n")));
  });
});

function faultOf(body: string): string | undefined {
  return /<soap:Fault>.*<\/soap:Fault>/s.exec(body)?.[0];
}
