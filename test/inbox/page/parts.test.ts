import { describe, expect, it } from "vitest";
import { hexLines } from "../../../src/inbox/page/parts/hex.ts";
import { phone } from "../../../src/inbox/page/parts/number.ts";
import { dateTime, durationWords } from "../../../src/inbox/page/parts/time.ts";
import { httpSnippet, languages } from "../../../src/inbox/page/views/connect/http-snippets.ts";
import { reachedBy } from "../../../src/inbox/page/views/connect/reachable.ts";

describe("what is shown of", () => {
  it("octets", () => {
    expect(hexLines(new Uint8Array([0, 0x41, 0xff]))).toEqual([
      `00000000  00 41 ff${" ".repeat(15)}  ${" ".repeat(23)}  ·A·`,
    ]);
    expect(hexLines(new Uint8Array(33))).toHaveLength(3);
    expect(hexLines(new Uint8Array([1, 2, 3, 4, 65]), 8)).toEqual(["0000  01 02 03 04  41           ····A"]);
  });
  it.each([
    ["5511999990001", "+55 11 99999-0001"],
    ["551133330001", "+55 11 3333-0001"],
    ["28149", "28149"],
  ])("the number %s", (digits, visible) => {
    expect(phone(digits)).toBe(visible);
  });
  it("an instant, in São Paulo", () => {
    expect(dateTime(Date.UTC(2026, 2, 2, 2, 59, 59))).toBe("2026-03-01 23:59:59");
  });
  it.each([
    [250, "250 ms"],
    [3_000, "3 s"],
    [5_400_000, "1 h 30 min"],
    [172_800_000, "2 d"],
    [172_805_000, "2 d 5 s"],
  ])("%i milliseconds", (ms, visible) => {
    expect(durationWords(ms)).toBe(visible);
  });
});

it.each([
  ["0.0.0.0:2775", "box:2775"],
  ["[::]:2775", "box:2775"],
  ["http://0.0.0.0:8080/api/send.php", "http://box:8080/api/send.php"],
  ["http://127.0.0.1:8080/?to=//0.0.0.0:1", "http://127.0.0.1:8080/?to=//0.0.0.0:1"],
])("the address %s is shown as %s on a page of http://box:8080", (address, visible) => {
  const facts = { name: "any", title: "Any", provider: "any", account: "any/main", credentials: [] };
  const request = { by: "http", method: "GET", url: address, headers: {}, body: "" } as const;
  expect(reachedBy("box", { ...facts, address, example: request })).toMatchObject({
    address: visible,
    example: { url: visible },
  });
  const bind = { by: "smpp", host: "0.0.0.0", port: 2775, systemId: "", password: "" } as const;
  expect(reachedBy("box", { ...facts, address, example: bind }).example).toMatchObject({ host: "box" });
  expect(reachedBy("[::1]", { ...facts, address, example: bind }).example).toMatchObject({ host: "::1" });
});

it.each(languages)("a program in %s carries the whole request", (language) => {
  const code = httpSnippet(language, {
    by: "http",
    method: "POST",
    url: "http://127.0.0.1:1/Service.asmx",
    headers: { "Content-Type": "text/xml; charset=utf-8", SOAPAction: '"urn:x"' },
    body: '<a b="c">it\'s</a>',
  });
  expect(code).toContain("http://127.0.0.1:1/Service.asmx");
  expect(code).toContain("urn:x");
  expect(code).toMatch(/<a b=\\?"c\\?">it/);
});
