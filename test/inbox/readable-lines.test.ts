// Bodies as lines of tokens: whatever they hold, tokens without the indentation are the body again.

import { describe, expect, it } from "vitest";
import { readableLines } from "../../src/inbox/page/readable/readable-lines.ts";

/** Lines with two blanks a step; decoded values stand behind an arrow. */
function written(text: string): string[] | null {
  const lines = readableLines(text);
  return (
    lines?.map(({ depth, tokens }) => {
      const words = tokens.map((token) => (token.kind === "decoded" ? ` → ${token.text}` : token.text));
      return "  ".repeat(depth) + words.join("");
    }) ?? null
  );
}

const soap =
  "POST /Service.asmx HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n" +
  '<?xml version="1.0"?><s:Envelope xmlns:s="http://x/>"><s:Body>\r\n <M/><Message>Ol&#225; &amp; oi</Message>' +
  "<Blank> </Blank><!-- <no> --></s:Body></s:Envelope>";

describe("a body", () => {
  it.each([
    [
      "SOAP",
      soap,
      [
        "POST /Service.asmx HTTP/1.1",
        "Host: a",
        "Content-Type: text/xml; charset=utf-8",
        "",
        '<?xml version="1.0"?>',
        '<s:Envelope xmlns:s="http://x/>">',
        "  <s:Body>",
        "    <M/>",
        "    <Message>Ol&#225; &amp; oi → Olá & oi</Message>",
        "    <Blank> </Blank>",
        "    <!-- <no> -->",
        "  </s:Body>",
        "</s:Envelope>",
      ],
    ],
    [
      "JSON",
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"a":[1,-2.5,{}],"b":"x,\\"{","c":null}',
      [
        "HTTP/1.1 200 OK",
        "Content-Type: application/json",
        "",
        "{",
        '  "a": [',
        "    1,",
        "    -2.5,",
        "    {}",
        "  ],",
        '  "b": "x,\\"{",',
        '  "c": null',
        "}",
      ],
    ],
    [
      "a query",
      "GET /sms/send?u=1&m=Ol%C3%A1+voc%EA&z HTTP/1.1\r\nHost: a\r\n\r\n",
      ["GET /sms/send? HTTP/1.1", "  u=1&", "  m=Ol%C3%A1+voc%EA& → Olá você", "  z", "Host: a"],
    ],
    [
      "a form",
      "POST /x HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nid=1&text=a%26b",
      ["POST /x HTTP/1.1", "Content-Type: application/x-www-form-urlencoded", "", "id=1&", "text=a%26b → a&b"],
    ],
    ["a body alone", "id=1&status=2", ["id=1&", "status=2"]],
    ["words", "HTTP/1.1 200 OK\r\n\r\n1;abc", ["HTTP/1.1 200 OK", "", "1;abc"]],
    ["broken JSON", '{"a": tru, "b', ["{", '  "a": tru,', '  "b']],
    ["broken XML", "<a><b c='", ["<a>", "  <b c='"]],
    ["hostile", "<script>alert(1)</script><img onerror=x>", ["<script>alert(1)</script>", "<img onerror=x>"]],
  ])("%s", (_, text, lines) => {
    expect(written(text)).toEqual(lines);
  });

  it("is shown as it is where it is nothing of these, or very long", () => {
    expect(readableLines("1;abc")).toBeNull();
    expect(readableLines("")).toBeNull();
    expect(readableLines(`[${"1,".repeat(90_000)}1]`)).toBeNull();
    expect(readableLines(`<a>${"x".repeat(300_000)}</a>`)).toBeNull();
  });

  it("takes time that grows with the length alone", () => {
    for (const part of [
      "<",
      "<a",
      "<a ",
      '"',
      "{",
      "[[",
      "&",
      "a=",
      "<!--",
      "<![CDATA[",
      "<a b='",
      "%41",
      "&#1;",
      "\\",
    ])
      for (const start of ["", "{", "<a>", "GET /?"]) {
        const text = start + part.repeat(Math.floor(190_000 / part.length));
        expect(readableLines(text)?.length ?? 0).toBeLessThanOrEqual(2_100);
      }
  });
});
