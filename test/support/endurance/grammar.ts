// Requests and PDUs that nobody wrote down: made from a grammar of what each door takes, and then perhaps spoilt. All of one
// connection follows from its seed.

import { type Chance, randomWord } from "./chance.ts";
import { type Fields, type HttpListenerName, httpListeners, type Kind } from "./grammar-listeners.ts";

const nasty = [
  ...[
    "%00",
    "%",
    "%u0041",
    "%zz",
    "&",
    "&&",
    "=",
    ";;;;",
    "\r\n\r\n",
    "\0",
    "é",
    "\ud83d\ude00",
    "'",
    '"',
    "<![CDATA[",
    "]]>",
  ],
  ...[
    "&#x0;",
    "&x;",
    "<!DOCTYPE a [<!ENTITY x 'y'>]>",
    "</",
    "[[[[",
    '{"__proto__":{"a":1}}',
    "null",
    "-1",
    "1e999",
    "NaN",
  ],
  ...[
    "9".repeat(40),
    "Transfer-Encoding: chunked\r\n",
    "Content-Length: 5\r\n",
    "Expect: 100-continue\r\n",
    "HTTP/9.9",
    "*",
    "../../",
  ],
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "\u202e",
    "\ufeff",
    "0x1F",
    "1;2;3;4",
    "\\u0000",
    "<x/>",
    "{{a}}",
  ],
];
const texts = [
  "Oi",
  "",
  " ",
  "A".repeat(160),
  "ç".repeat(71),
  "11999990001",
  "5511999990001;11999990002",
  "2026-03-02T12:00:00",
  "0",
  "1",
];

function value(chance: Chance, earlier: readonly string[]): string {
  switch (chance.below(6)) {
    case 0:
      return chance.pick(nasty);
    case 1:
      return chance.pick(texts);
    case 2:
      return randomWord(chance, 40);
    default:
      return earlier.length === 0 ? chance.pick(texts) : chance.pick(earlier);
  }
}

function name(chance: Chance, fields: Fields): string {
  const earlier = chance.pick(Object.keys(fields).concat(Object.keys(fields).length === 0 ? "x" : []));
  return chance.below(12) === 0 ? chance.pick(nasty) : chance.below(8) === 0 ? earlier.toUpperCase() : earlier;
}

/** Every field once, most of the time; some left out, doubled, or others'. */
function pairs(chance: Chance, fields: Fields): [string, string][] {
  const all: [string, string][] = [];
  for (const [key, earlier] of Object.entries(fields)) {
    if (chance.below(10) > 0)
      all.push([key, chance.below(4) > 0 && earlier[0] !== undefined ? earlier[0] : value(chance, earlier)]);
  }
  for (let more = chance.below(3); more > 0; more--) {
    const key = name(chance, fields);
    all.push([key, value(chance, Object.hasOwn(fields, key) ? (fields[key] ?? []) : [])]);
  }
  return all;
}

const spelt = (chance: Chance, text: string): string =>
  chance.below(5) === 0
    ? text
    : encodeURIComponent(text.toWellFormed()).replaceAll("%20", chance.below(2) === 0 ? "+" : "%20");

function form(chance: Chance, fields: Fields): string {
  return pairs(chance, fields)
    .map(([key, text]) => `${spelt(chance, key)}=${spelt(chance, text)}`)
    .join(chance.below(20) === 0 ? ";" : "&");
}

function json(chance: Chance, fields: Fields, depth = 0): string {
  const inside = (): string => json(chance, fields, depth + 1);
  switch (depth > 5 ? 3 + chance.below(4) : chance.below(8)) {
    case 0:
    case 7:
      return `[${Array.from({ length: chance.below(4) }, inside).join(",")}]`;
    case 1:
    case 2:
      return `{${pairs(chance, fields)
        .map(([key, text]) => `${JSON.stringify(key)}:${chance.below(4) === 0 ? inside() : JSON.stringify(text)}`)
        .join(",")}}`;
    case 3:
      return JSON.stringify(value(chance, []));
    case 4:
      return chance.pick(["true", "false", "null", "0", "-1", "1e400", "0.1", "123456789012345678901234567890"]);
    case 5:
      return chance.pick(["", "{", "[", "}", '"', "'a'", "undefined", "/* */", "\ufeff[]"]);
    default:
      return JSON.stringify(chance.pick(texts));
  }
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function element(chance: Chance, key: string, text: string): string {
  const attributes = ["", "", "", ' xsi:nil="true"', ' a="1" b="2"', ' xmlns="urn:x"', ' a="1" a="1"', " a"];
  const inner = [
    escaped(text),
    escaped(text),
    escaped(text),
    text,
    `<![CDATA[${text}]]>`,
    `<!-- ${text} -->`,
    `<?x ${text}?>`,
  ];
  const tag = /^[\w.:-]+$/.test(key) ? key : "x";
  return `<${tag}${chance.pick(attributes)}>${chance.pick(inner)}</${chance.below(30) === 0 ? "y" : tag}>`;
}

const soapOf = {
  soap11: "http://schemas.xmlsoap.org/soap/envelope/",
  soap12: "http://www.w3.org/2003/05/soap-envelope",
} as const;

function envelope(
  chance: Chance,
  version: keyof typeof soapOf,
  fields: Fields,
  operation: string,
  namespace: string,
): string {
  const soap = chance.below(8) === 0 ? chance.pick([...Object.values(soapOf), "urn:other"]) : soapOf[version];
  const inside = pairs(chance, fields)
    .map(([key, text]) => element(chance, key, text))
    .join("");
  const header = chance.below(5) === 0 ? `<s:Header>${element(chance, "h", "1")}</s:Header>` : "";
  const body = `<${operation} xmlns="${namespace}">${inside}</${operation}>`;
  const prologue = chance.pick([
    "",
    "",
    '<?xml version="1.0" encoding="utf-8"?>',
    '<?xml version="1.1"?>',
    "<!DOCTYPE a>",
    " ",
    "\ufeff",
  ]);
  return `${prologue}<s:Envelope xmlns:s="${soap}">${header}<s:Body>${body.repeat(1 + (chance.below(15) === 0 ? 1 : 0))}</s:Body></s:Envelope>`;
}

/** Sends up to three requests on one connection. */
export function httpRequests(chance: Chance, listener: HttpListenerName): Buffer {
  const many = 1 + (chance.below(4) === 0 ? chance.below(3) : 0);
  return Buffer.concat(Array.from({ length: many }, () => spoilt(chance, httpRequest(chance, listener))));
}

const kinds: readonly Kind[] = ["query", "form", "json", "soap11", "soap12", "multipart"];

function httpRequest(chance: Chance, listener: HttpListenerName): Buffer {
  const way = chance.pick(httpListeners[listener]);
  const { path, wireName: operation = way.operation, namespace, fields, bodies = [] } = way;
  const kind = chance.below(12) === 0 ? chance.pick(kinds) : chance.pick(way.kinds);
  const where = (kind === "form" || kind === "query") && namespace !== undefined ? `${path}/${operation}` : path;
  const heads: string[] = [chance.below(20) === 0 ? "Host" : "Host: localhost"];
  let [method, target, body] = [way.method ?? "POST", where, ""];
  const action = `${(namespace ?? "urn:x").replace(/\/$/, "")}/${operation}`;
  switch (kind) {
    case "query":
      method = "GET";
      target = `${where}?${form(chance, fields)}`;
      break;
    case "form":
      heads.push("Content-Type: application/x-www-form-urlencoded");
      body = form(chance, fields);
      break;
    case "json":
      heads.push("Content-Type: application/json");
      body = bodies.length > 0 && chance.below(2) === 0 ? chance.pick(bodies) : json(chance, fields);
      break;
    case "soap11": {
      const charset = chance.pick(["utf-8", "utf-8", "utf-16", "iso-8859-1"]);
      heads.push(`Content-Type: text/xml; charset=${charset}`, `SOAPAction: "${action}"`);
      body = envelope(chance, kind, fields, operation, namespace ?? "urn:x");
      break;
    }
    case "soap12":
      heads.push(`Content-Type: application/soap+xml; charset=utf-8${chance.pick(["", `; action="${action}"`])}`);
      body = envelope(chance, kind, fields, operation, namespace ?? "urn:x");
      break;
    case "multipart":
      heads.push("Content-Type: multipart/form-data; boundary=b");
      body = `${pairs(chance, fields)
        .map(([key, text]) => `--b\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${text}\r\n`)
        .join("")}--b--\r\n`;
      break;
  }
  if (chance.below(15) === 0)
    method = chance.pick(["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", "get", "TRACE", "CONNECT"]);
  if (chance.below(20) === 0) target += chance.pick(["/", "?", "?WSDL", "?op=x", "/..", "//", "#x", "%2f", ";x"]);
  if (chance.below(10) === 0)
    heads.push(
      chance.pick([
        "Content-Encoding: gzip",
        "Expect: 100-continue",
        "Connection: close",
        "Connection: upgrade\r\nUpgrade: websocket",
        "Cookie: a=b",
        "Origin: http://evil",
        `X: ${"y".repeat(9_000)}`,
      ]),
    );
  const octets = Buffer.from(body);
  if (chance.below(10) === 0 && octets.length > 0) {
    heads.push("Transfer-Encoding: chunked");
    const chunk = Buffer.concat([
      Buffer.from(`${octets.length.toString(16)}\r\n`),
      octets,
      Buffer.from("\r\n0\r\n\r\n"),
    ]);
    return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${heads.join("\r\n")}\r\n\r\n`), chunk]);
  }
  if (octets.length > 0 || method !== "GET") {
    heads.push(`Content-Length: ${octets.length + (chance.below(25) === 0 ? chance.below(9) - 4 : 0)}`);
  }
  const version = chance.below(25) === 0 ? "HTTP/1.0" : "HTTP/1.1";
  return Buffer.concat([Buffer.from(`${method} ${target} ${version}\r\n${heads.join("\r\n")}\r\n\r\n`), octets]);
}

/** As it is, or with one to four changes somewhere: an octet, a piece cut out or doubled, a nasty bit, an end cut off. */
export function spoilt(chance: Chance, request: Buffer): Buffer {
  let octets = Buffer.from(request);
  if (chance.below(2) === 0) return octets;
  for (let changes = 1 + chance.below(4); changes > 0 && octets.length > 1; changes--) {
    const at = chance.below(octets.length);
    const [front, back] = [octets.subarray(0, at), octets.subarray(at)];
    const piece = back.subarray(0, 1 + chance.below(30));
    switch (chance.below(6)) {
      case 0:
        octets[at] = chance.below(256);
        break;
      case 1:
        octets = Buffer.concat([front, back.subarray(piece.length)]);
        break;
      case 2:
        octets = Buffer.concat([front, piece, back]);
        break;
      case 3:
        octets = Buffer.concat([front, chance.octets(chance.below(40)), back]);
        break;
      case 4:
        octets = Buffer.from(octets.subarray(0, Math.max(1, at)));
        break;
      default:
        octets = Buffer.concat([front, Buffer.from(chance.pick(nasty)), back]);
    }
  }
  return octets;
}
