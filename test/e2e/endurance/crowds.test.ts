// Bodies and queries at the bound of size that are made to be costly: very many of something, or very deep, or very long.
// None of them holds up everybody else.

import { afterEach, expect, it, test } from "vitest";
import { exceededLimit } from "../../../src/core/json-limits.ts";
import { callApi } from "../../support/control.ts";
import { isStrict } from "../../support/endurance/amount.ts";
import { longestTurn } from "../../support/longest-turn.ts";
import { roundTrip } from "../../support/raw-http.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

/** The whole bound in the long run, a quarter of it in the short one. */
const max = (isStrict ? 4 : 1) * 1024 * 1024;
/** Milliseconds of CPU without a turn of the loop: more than twice what any of them needs on its first run. */
const held = isStrict ? 1_000 : 5_000;

const many = (bytes: number, each: (n: number) => string): string => {
  const step = each(100_000).length;
  return Array.from({ length: Math.floor(bytes / step) }, (_, n) => each(100_000 + n)).join("");
};
const filled = (text: string, bytes = max): string => text.repeat(Math.floor(bytes / text.length));

const soap = (inside: string, more = ""): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"${more}><s:Header/><s:Body><status xmlns="http://tempuri.org/">${inside}</status></s:Body></s:Envelope>`;
const room = max - 400;
const documents: Readonly<Record<string, string>> = {
  "attributes of one element": soap(
    "",
    many(room, (n) => ` a${n}="1"`),
  ),
  "attributes of many elements": soap(filled(`<e${many(4_000, (n) => ` a${n}=""`)}/>`, room)),
  "declarations of namespaces": soap(
    "",
    many(room, (n) => ` xmlns:a${n}="u"`),
  ),
  "declarations, each in the other": soap(many(room, (n) => `<e xmlns:a${n}="u">`)),
  elements: soap(filled("<a/>", room)),
  "elements of other names": soap(many(room, (n) => `<a${n}/>`)),
  "elements within one another": soap(filled("<a>", room / 2.4) + filled("</a>", room / 1.8)),
  headers: soap("").replace("<s:Header/>", `<s:Header>${filled("<h/>", room)}</s:Header>`),
  wrappers: soap("").replace("</s:Body>", `${filled('<status xmlns="http://tempuri.org/"/>', room)}</s:Body>`),
  "one long name": soap(`<${"n".repeat(room)}/>`),
  "one long attribute": soap(`<a b="${"n".repeat(room - 100)}"/>`),
  references: soap(`<Identificacao>${filled("&amp;", room - 100)}</Identificacao>`),
  "sections of character data": soap(`<Identificacao>${filled("<![CDATA[x]]>", room - 100)}</Identificacao>`),
  comments: soap(filled("<!---->", room)),
  credentials: soap(many(room, (n) => `<Identificacao>12${n}</Identificacao>`)),
  "signs of tags": filled("<"),
};
const token = '"token":"DEMO-SOPHIA-TOKEN"';
const values: Readonly<Record<string, string>> = {
  "lists that are never closed": filled("["),
  "lists within one another": filled("[", max / 2) + filled("]", max / 2),
  "objects within one another": `${filled('{"a":', max / 2)}1${filled("}", max / 12)}`,
  "lists within a message": `[{${token},"mensagens":[{"destino":"11999990001","x":${filled("[", room / 2)}${filled("]", room / 2)}}]}]`,
  names: `{${many(room, (n) => `"a${n}":1,`)}"a":1}`,
  "one name": `{${filled('"token":1,', room)}"a":1}`,
  "small values": `[${filled("1,", room)}1]`,
  "empty objects": `[${filled("{},", room)}1]`,
  messages: `[{${token},"mensagens":[${filled("{},", room)}{}]}]`,
  tokens: `[${many(room, (n) => `{"token":"1${n}","mensagens":[{}]},`)}{}]`,
  "long text": `[{${token},"mensagens":[{"destino":"11999990001","msg":"${"x".repeat(room)}"}]}]`,
  "text that is never closed": `["${"x".repeat(room)}`,
  escapes: `["${filled("\\u005f", room)}"]`,
  "reverse solidi": `["${"\\".repeat(room)}`,
  digits: `[${"1".repeat(room)}]`,
  quotes: filled('"'),
};
const forms: Readonly<Record<string, string>> = {
  fields: many(max, (n) => `a${n}=1&`),
  "fields of one name": filled("token=123&"),
  "fields without a name": filled("="),
  "names alone": filled("a&"),
  separators: filled("&"),
  "encoded bytes": `token=${filled("%41", room)}`,
  "signs of encoding": `token=${filled("%", room)}`,
  blanks: `token=${filled("+", room)}`,
  "units of UTF-16": `token=${filled("%u0041", room)}`,
  "one long name": `${"n".repeat(room)}=1`,
  brackets: `a${filled("[a]", room)}=1`,
  credentials: many(max, (n) => `u=12${n}&token=12${n}&`),
  numbers: `u=126b114c&token=DEMO-SOPHIA-TOKEN&m=Oi&n=${many(room - 100, (n) => `11999${n};`)}`,
};
const xml = "text/xml; charset=utf-8";
const form = "application/x-www-form-urlencoded";
const cases = [
  [xml, ["/wbsapi.asmx", "/Service.asmx"], documents],
  ["application/json", ["/api/envio.php", "/torpedo/v1/sandboxes/default/inbound"], values],
  [form, ["/api/unitario.php", "/sms/send", "/wbsapi.asmx/status", "/nowhere"], forms],
] as const;

test.each(cases)("of %s", async (type, paths, bodies) => {
  const { urls } = await emulate();
  const port = Number(new URL(urls.http).port);
  const slow: string[] = [];
  for (const path of paths) {
    for (const [what, text] of Object.entries(bodies)) {
      const body = Buffer.from(text.slice(0, max));
      const say = async (request: Buffer): Promise<void> => {
        const took = await longestTurn(async () => {
          const { status } = await roundTrip(port, request);
          expect([what, status]).toEqual([what, expect.toBeOneOf([200, 400, 404, 405, 500])]);
        });
        if (took > held) slow.push(`${what} at ${path}: ${took.toFixed(0)} ms`);
      };
      const head = `Host: 127.0.0.1\r\nContent-Type: ${type}\r\nSOAPAction: "http://tempuri.org/status"\r\n`;
      await say(
        Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n`), body]),
      );
      if (type === form) await say(Buffer.from(`GET ${path}?${text.slice(0, 1_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n`));
    }
  }
  expect(slow).toEqual([]);
});

it("what keeps within the bounds is taken: 50,000 elements, 511 levels as PHP has it, 100 of the control API's", async () => {
  const emulator = await emulate();
  const post = async (path: string, type: string, body: string): Promise<[number, string]> => {
    const headers = { "Content-Type": type, SOAPAction: '"http://tempuri.org/status"' };
    const answer = await fetch(emulator.urls.http + path, { method: "POST", headers, body });
    return [answer.status, await answer.text()];
  };
  // Four of them are the envelope's, two its namespaces.
  const elements = (count: number): string => soap("<a/>".repeat(count - 6));
  expect((await post("/wbsapi.asmx", xml, elements(50_000)))[0]).toBe(200);
  expect(await post("/wbsapi.asmx", xml, elements(50_001))).toEqual([400, ""]);
  const signs = `<Identificacao>${"= &gt; ' \"".repeat(50_000)}<!-- <a/> = --><![CDATA[${"<a b=''/>".repeat(50_000)}]]></Identificacao>`;
  expect((await post("/wbsapi.asmx", xml, soap(signs.replace(/<!--.*?-->/, ""))))[0]).toBe(200);
  const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  expect((await post("/api/envio.php", "application/json", nested(511)))[1]).not.toContain("JSON INVALIDO");
  expect((await post("/api/envio.php", "application/json", nested(512)))[1]).toContain(
    "JSON INVALIDO NA POSICAO 511 (LINHA 1, COLUNA 512)",
  );
  const deep = await callApi(emulator, "POST /sandboxes/default/inbound", JSON.parse(nested(101)));
  expect([deep.status, JSON.stringify(deep.body)]).toEqual([
    400,
    expect.stringContaining("more than 100 values within"),
  ]);
  const longest = `GET /sandboxes/default/messages?search=${"x".repeat(65_536)}`;
  expect((await callApi(emulator, longest)).status).toBe(400);
});

it("brackets and commas in texts are no values", () => {
  const bounds = { depth: 2, values: 4 };
  expect(exceededLimit('["[[[[,,,,\\"[[[[", 1, [2]]', bounds)).toBeNull();
  expect(exceededLimit('{"a":[[1]]}', bounds)).toEqual({ what: "depth", at: 6 });
  expect(exceededLimit("[1,2,3,4,5]", bounds)).toEqual({ what: "values", at: 8 });
  expect(exceededLimit('["never closed, [[[[[', bounds)).toBeNull();
});
