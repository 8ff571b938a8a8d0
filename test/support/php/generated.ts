// Random requests for PHP: queries and forms, multipart bodies, JSON. Pieces that matter to its parsers come often.

import type { PhpQuestion } from "./reference.ts";

/** A number from 0 (included) to 1 (excluded). */
type Chance = () => number;

type Make = (chance: Chance) => PhpQuestion;

function pick<T>(chance: Chance, items: readonly [T, ...T[]]): T {
  return items[Math.floor(chance() * items.length)] ?? items[0];
}

function several(chance: Chance, max: number, make: () => string, between = ""): string {
  return Array.from({ length: Math.floor(chance() * (max + 1)) }, make).join(between);
}

const nameParts = [
  "a",
  "b",
  "token",
  "mensagens",
  "destino",
  "msg",
  "id",
  "[",
  "]",
  "[]",
  "[0]",
  "[1]",
  "[7]",
  "[-3]",
  "[007]",
  "[destino]",
  "[msg]",
  "[b]",
  ".",
  " ",
  "+",
  "%20",
  "%5B",
  "%5D",
  "%5b%5d",
  "%00",
  "%2",
  "%zz",
  "_",
  "..Host-",
  "[ ]",
  "[%0A]",
  "[9223372036854775807]",
  "\xe1",
  "%C3%A1",
  "0",
] as const;
const valueParts = [
  "",
  "a",
  "11999990001",
  "Oi",
  "+",
  "%20",
  "%26",
  "%3D",
  "%C3%A1",
  "%E1",
  "%00",
  "%",
  "%4",
  "%GG",
  "=",
  "\xe1",
  ";",
  "[",
  ".",
  "%0D%0A",
] as const;

function pairs(chance: Chance): string {
  const pair = (): string => {
    const name = several(chance, 4, () => pick(chance, nameParts));
    const value = several(chance, 3, () => pick(chance, valueParts));
    return pick(chance, [`${name}=${value}`, `${name}=${value}`, `${name}=${value}`, name, ""]);
  };
  return several(chance, 8, pair, pick(chance, ["&", "&", "&", "&&"]));
}

const formTypes = [
  "application/x-www-form-urlencoded",
  "application/x-www-form-urlencoded",
  "application/x-www-form-urlencoded; charset=UTF-8",
  "Application/X-WWW-Form-Urlencoded",
  "application/x-www-form-urlencoded,text/plain",
  "application/x-www-form-urlencoded ",
  "text/plain",
  "application/x-www-form-urlencodedx",
  "application/json",
  null,
] as const;

/** Octets that a request line can carry. */
function asTarget(query: string): string {
  return `/?${query.replace(/[^!-~]/g, (octet) => `%${octet.charCodeAt(0).toString(16).padStart(2, "0")}`)}`;
}

export const generatedForm: Make = (chance) => ({
  method: pick(chance, ["POST", "POST", "POST", "POST", "PUT"]),
  target: asTarget(pick(chance, ["", pairs(chance)])),
  contentType: pick(chance, formTypes),
  body: pairs(chance),
});

const dispositions = [
  "name=token",
  'name="token"',
  "name='token'",
  'name="a[]"',
  'name="mensagens[][destino]"',
  'name="mensagens[0][msg]"',
  'Name="id"',
  'name ="x"',
  'name= "y"',
  'name="a\\"b"',
  'name="a\\\\b"',
  "name=a\\b c",
  'filename="f.txt"',
  "filename=",
  "filename*=UTF-8''f",
  'name=""',
  "name",
  "name=",
  'x="name=z"',
  'name="\xc3\xa1"',
  'name="it\'s"',
  'name="open',
  "name=a;b",
  'name="a;b"',
  'size="1=2"',
  "filename",
] as const;
const lineEnds = ["\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r"] as const;
const boundaries = ["x", "x", "----WebKitFormBoundaryAbC", "b1", "a b", "it's", "é", ""] as const;
const values = [
  "",
  "token",
  "Oi",
  "a\r\nb",
  "line\n--",
  "--x",
  "\r\n--",
  "\n--x",
  "\xc3\xa1",
  "\xe1",
  "\0",
  "a\0b",
  "\r",
  "\n",
  "--x--",
] as const;

export const generatedMultipart: Make = (chance) => {
  const boundary = pick(chance, boundaries);
  const end = pick(chance, lineEnds);
  const lineEnd = (): string => (chance() < 0.05 ? pick(chance, lineEnds) : end);
  const part = (): string => {
    const header = pick(chance, [
      "Content-Disposition",
      "Content-Disposition",
      "Content-Disposition",
      "content-disposition",
      "Content-Disposition ",
      "X",
    ]);
    const kind = pick(chance, ["form-data", "form-data", "form-data", "attachment", "", '"form;data"']);
    const parameters = several(
      chance,
      3,
      () => pick(chance, ["; ", "; ", ";", " ; ", ";;", ";\t"]) + pick(chance, dispositions),
    );
    const others = several(
      chance,
      2,
      () =>
        pick(chance, [
          "Content-Type: text/plain",
          "Content-Length: 3",
          " folded; name=f",
          "no colon",
          "Content-Disposition: form-data; name=second",
        ]) + lineEnd(),
    );
    const before = chance() < 0.2 ? others : "";
    const blank = chance() < 0.05 ? "" : lineEnd();
    return `--${boundary}${lineEnd()}${before}${header}:${pick(chance, [" ", " ", "", "  "])}${kind}${parameters}${lineEnd()}${before === "" ? others : ""}${blank}${several(chance, 2, () => (chance() < 0.01 ? "x".repeat(5_119) : pick(chance, values)))}${lineEnd()}`;
  };
  const closing = pick(chance, [
    `--${boundary}--`,
    `--${boundary}--\r\n`,
    `--${boundary}--\r\n`,
    `--${boundary}`,
    `--${boundary.slice(0, -1)}`,
    "",
    "\r",
    "--",
  ]);
  const preamble = chance() < 0.02 ? "x".repeat(6_000) : pick(chance, ["", "", "", "", "\r\n", "hello\r\n"]);
  const type = pick(chance, [
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=",
    "multipart/form-data;boundary=",
    "Multipart/Form-Data; Boundary=",
    "multipart/form-data; charset=utf-8; boundary=",
    "multipart/form-data, boundary=",
    "multipart/form-data; x",
  ]);
  const written = pick(chance, [
    boundary,
    boundary,
    `"${boundary}"`,
    `"${boundary}`,
    `${boundary}; charset=utf-8`,
    `${boundary},x`,
  ]);
  return {
    method: chance() < 0.05 ? "PUT" : "POST",
    target: "/?",
    contentType: type.endsWith("=") ? type + written : type,
    body: preamble + several(chance, 5, part) + closing + pick(chance, ["", "", "", part(), "epilogue"]),
  };
};

const good = [
  "0",
  "-0",
  "1",
  "11999990001",
  "1.0",
  "1.50",
  "1e3",
  "1E-7",
  "-1.5",
  "12345678901234567890",
  "9223372036854775807",
  "123456789012345678",
  "0.1",
  "0.30000000000000004",
  "1e400",
  "true",
  "false",
  "null",
  '"Oi"',
  '"\\u00e1"',
  '"\xc3\xa1"',
  '"\\ud83d\\ude00"',
  '"\\\\ud83d"',
  '"\\/"',
  '"\\u0000"',
  '"\x7f"',
  "[]",
  "{}",
  "1234567.8912345678",
  "-12345678901234567890",
  "1e15",
  "0.00001",
] as const;
const bad = [
  "01",
  "1.",
  ".5",
  "+1",
  "TRUE",
  "Null",
  "NaN",
  '"\xe1"',
  '"promo \\ud83d"',
  '"\\ude00"',
  '"\\ud83d\\u0041"',
  '"\\x41"',
  '"a\tb"',
  "'a'",
  '"',
  '"a',
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "\xef\xbb\xbf",
  "undefined",
  "\0",
  '"\xed\xa0\xbd"',
  "/*c*/",
  "",
] as const;
const keys = [
  '"token"',
  '"destino"',
  '"msg"',
  '"id"',
  '"token"',
  '"mensagens"',
  '"texto"',
  '""',
  '"a\\u0000b"',
  '"1"',
  '"__proto__"',
] as const;
const badKeys = ["token", '"\\ud83d"', "1", ""] as const;

function json(chance: Chance, depth: number): string {
  const blank = (): string =>
    chance() < 0.1 ? pick(chance, [" ", " ", "\n", "\t", "\r\n", "\n", "\t", "\f", "\xc2\xa0"]) : "";
  const kind = chance();
  if (depth === 0 || kind < 0.4) return blank() + (chance() < 0.06 ? pick(chance, bad) : pick(chance, good)) + blank();
  const inner = (): string => json(chance, depth - 1);
  if (kind < 0.7) return `${blank()}[${several(chance, 3, inner, ",")}${chance() < 0.05 ? "," : ""}]${blank()}`;
  return `{${several(chance, 3, () => `${blank()}${chance() < 0.03 ? pick(chance, badKeys) : pick(chance, keys)}${chance() < 0.02 ? "" : ":"}${inner()}`, ",")}}`;
}

export const generatedJson: Make = (chance) => ({
  method: "POST",
  target: "/json",
  contentType: "application/json",
  body:
    chance() < 0.02
      ? "[".repeat(pick(chance, [511, 512, 513])) + "]".repeat(pick(chance, [511, 512, 513]))
      : json(chance, 3),
});
