// The engine against .NET's own classes under Mono: recorded answers, and generated requests where Mono is on this machine.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSeededRandom } from "../../../src/clock/seeded-random.ts";
import { createAsmx } from "../../../src/protocols/asmx/asmx.ts";
import { charsetDecoder, codePageOf } from "../../../src/protocols/asmx/charsets.ts";
import { formatDateTime, type ZoneAndClock } from "../../../src/protocols/asmx/date-time.ts";
import { parseFormValue } from "../../../src/protocols/asmx/form-values.ts";
import type { AsmxType } from "../../../src/protocols/asmx/service.ts";
import { type ParsedValue, parseXmlValue } from "../../../src/protocols/asmx/values.ts";
import { mpgateway } from "../../support/asmx/echo-services.ts";
import { generatedDate, generatedNumber } from "../../support/asmx/generated-dates.ts";
import { type GeneratedRequest, generatedRequest } from "../../support/asmx/generated-envelopes.ts";
import { httpRequest } from "../../support/asmx/listener.ts";
import { type MonoQuestion, runMono } from "../../support/asmx/mono.ts";
import { faultText, testSettings } from "../../support/asmx/soap-call.ts";
import { have } from "../../support/programs.ts";

interface Recorded {
  readonly kind: string;
  readonly ask: readonly [command: string, ...args: (string | { readonly base64: string })[]];
  readonly answer: unknown;
}

function recorded(file: string): readonly Recorded[] {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/asmx/mono/${file}`, import.meta.url), "utf8"));
}

const asmx = createAsmx(mpgateway, testSettings, ({ args }) => ({
  returned: { kind: "value", result: "000" },
  values: Object.fromEntries([...args].filter(([, value]) => value !== null)),
}));

/** The engine's answer in the reference's words. */
async function answerTo({ contentType, soapAction, body }: GeneratedRequest): Promise<unknown> {
  const headers = { "Content-Type": contentType, ...(soapAction === null ? {} : { SOAPAction: soapAction }) };
  const { answer, performed } = await asmx.answer(httpRequest({ headers, body }));
  if (answer.status === 200) return { status: 200, values: performed?.values };
  return answer.status === 500
    ? { status: 500, fault: shortened(faultText(String(answer.body))) }
    : { status: answer.status };
}

function shortened(text: string): string {
  if (text.startsWith("Possible SOAP version mismatch")) return "version";
  if (text.startsWith("Unable to handle request")) return "no action";
  return text
    .replace(/^Server was unable to (?:process|read) request\. ---> /, "")
    .replace(/^Request format is invalid: Missing required soap:(\w+) element\.$/, "$1")
    .replace(/&#x([0-9A-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

function octets(arg: string | { readonly base64: string } | undefined): Buffer {
  return typeof arg === "object" ? Buffer.from(arg.base64, "base64") : Buffer.from(arg ?? "");
}

const envelopes = Object.entries(Object.groupBy(recorded("envelopes.json"), ({ kind }) => kind));

describe.each(envelopes)("recorded: %s", (_kind, entries = []) => {
  test.each(entries.map(({ ask: request, answer }) => [JSON.stringify(request.slice(1, 3)), request, answer] as const))(
    "%s",
    async (_name, [, contentType, body, action], answer) => {
      const soapAction = action === undefined ? null : String(octets(action));
      expect(await answerTo({ contentType: String(contentType), soapAction, body: octets(body) })).toEqual(answer);
    },
  );
});

const names = recorded("charsets.json").map(({ ask: request, answer }) => ({ name: String(request[1]), page: answer }));
/** EBCDIC, DOS and a few other code pages have no decoder here. */
const decoded = new Set(names.map(({ name }) => codePageOf(name)));

test.each(names)("charset $name", ({ name, page }) => {
  expect(codePageOf(name)).toBe(decoded.has(Number(page)) ? page : null);
});

const today = recorded("dates.json").find(({ kind }) => kind === "today")?.answer;

/** Brasília at noon of the day on which the answers were given. */
function zoneOf(answer: unknown): ZoneAndClock {
  const noon = Date.parse(`${String(answer).slice(0, 10)}T12:00:00-03:00`);
  return { utcOffset: -180, now: () => noon };
}

const readers: Readonly<Record<string, (type: AsmxType, text: string, zone: ZoneAndClock) => ParsedValue>> = {
  form: parseFormValue,
  xsd: parseXmlValue,
};

/** A value or its refusal in the reference's words; null: the reference's text is not .NET Framework's. */
function ownValue(way: string, type: AsmxType, text: string, zone: ZoneAndClock): unknown {
  const parsed = readers[way]?.(type, text, zone);
  if (parsed === undefined) throw new Error(`no reader ${way}`);
  if (!parsed.ok) return { error: parsed.refusal.type, message: parsed.refusal.message };
  const { value } = parsed;
  if (typeof value !== "object" || value === null) return String(value);
  const [date, fraction = ""] = formatDateTime({ ...value, kind: "unspecified" }, 0).split(".");
  return `${date}.${fraction.padEnd(7, "0")} ${value.kind}`;
}

const asmxTypes = new Set<string>(["int", "long", "unsignedLong", "decimal", "dateTime"]);
const isAsmxType = (name: string): name is AsmxType => asmxTypes.has(name);

/** Mono 6.8 has newer texts for two of the messages than .NET Framework. */
function asFramework(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null || !("message" in answer)) return answer;
  const message = String(answer.message)
    .replace(/ in calendar .*/s, " in calendar System.Globalization.GregorianCalendar.")
    .replace(/^Format_UnknownDateTimeWord$/, "unknown word");
  return { ...answer, message };
}

function shortWord(own: unknown): unknown {
  if (typeof own !== "object" || own === null || !("message" in own)) return own;
  return {
    ...own,
    message: String(own.message).replace(/^.* There is an unknown word starting at index \d+\.$/, "unknown word"),
  };
}

const values = ["dates.json", "numbers.json", "xsd-dates.json"].flatMap(recorded);
test.each(values.map(({ kind, ask: request, answer }) => [kind, request, answer] as const))(
  "%s: %j",
  (_kind, request, answer) => {
    const [way, type, text] = request.map(String);
    if (way === undefined || type === undefined || !isAsmxType(type)) throw new Error("no question");
    expect(comparable(shortWord(ownValue(way, type, text ?? "", zoneOf(today))), type)).toEqual(
      comparable(asFramework(answer), type),
    );
  },
);

/** Decimals keep their digits as they were written; a value as a number is enough to compare. */
function comparable(answer: unknown, type: AsmxType): unknown {
  return type === "decimal" && typeof answer === "string" ? (Number(answer) + 0).toFixed(28) : answer;
}

describe.runIf(have("mono") && have("mcs"))("generated", () => {
  const random = createSeededRandom("mono", "asmx");
  const count = 2_000;

  test("envelopes: the same status, values and faults", async () => {
    const requests = Array.from({ length: count }, (_, number) => generatedRequest(random, number));
    const answers = runMono(
      requests.map(({ contentType, soapAction, body }): MonoQuestion => {
        return soapAction === null ? ["envelope", contentType, body] : ["envelope", contentType, body, soapAction];
      }),
    );
    const different: unknown[] = [];
    for (const [at, request] of requests.entries()) {
      const own = await answerTo(request);
      if (JSON.stringify(own) !== JSON.stringify(answers[at]) && !isExplained(own, answers[at])) {
        different.push({ ...request, body: String(request.body), own, mono: answers[at] });
      }
    }
    expect(different).toEqual([]);
  });

  // Local time of other years had other offsets than Brasília's of today, which the emulator has.
  test("dates of a form", () => {
    const texts = Array.from({ length: count }, (_, number) => generatedDate(random, number));
    const [noon, ...answers] = runMono([
      ["form", "dateTime", "0:00"],
      ...texts.map((text) => ["form", "dateTime", text] as const),
    ]);
    const zone = zoneOf(noon);
    const own = texts.map((text) => shortWord(ownValue("form", "dateTime", text, zone)));
    const different = texts.flatMap((text, at) => {
      const mono = asFramework(answers[at]);
      const isOldLocal = typeof mono === "string" && mono.endsWith("local") && !/^20[23]/.test(mono);
      return isOldLocal || JSON.stringify(own[at]) === JSON.stringify(mono) ? [] : [{ text, own: own[at], mono }];
    });
    // Damage can leave a number that both the date and the time could take.
    const accepted = different.filter(({ own: a, mono: b }) => typeof a === "string" || typeof b === "string");
    expect(accepted.length, JSON.stringify(accepted)).toBeLessThanOrEqual(2);
    // Which of two mistakes is named depends on how far the reader had got.
    expect(different.length).toBeLessThan(count / 50);
  });

  test.each(["form", "xsd"])("numbers: %s", (way) => {
    const types = ["int", "long", "unsignedLong", "decimal"] as const;
    const cases = Array.from({ length: count }, (_, number) => {
      return { type: types[number % types.length] ?? "int", text: generatedNumber(random, number) };
    });
    const answers = runMono(cases.map(({ type, text }): MonoQuestion => [way, type, text]));
    const different = cases.flatMap(({ type, text }, at) => {
      const own = comparable(ownValue(way, type, text, zoneOf(today)), type);
      const mono = comparable(answers[at], type);
      return JSON.stringify(own) === JSON.stringify(mono) ? [] : [{ type, text, own, mono }];
    });
    expect(different).toEqual([]);
  });

  test("octets in a charset", () => {
    const charsets = ["utf-8", "iso-8859-1", "us-ascii", "utf-16", "utf-16be", "unicode", "latin1", "ascii"];
    const cases = Array.from({ length: count }, (_, number) => {
      const length = 1 + Math.floor(random.draw(`length ${number}`) * 12);
      // A mark would win over the charset.
      const bytes = Buffer.concat([Buffer.from("A\0B\0"), random.bytes(`octets ${number}`, length)]);
      return { charset: charsets[number % charsets.length] ?? "", bytes };
    });
    const answers = runMono(cases.map(({ charset, bytes }): MonoQuestion => ["decode", charset, bytes]));
    const own = cases.map(({ charset, bytes }) => charsetDecoder(charset)?.(bytes, true));
    expect(own.filter((text, at) => text !== answers[at])).toEqual([]);
  });
});

/** Places of the end of a cut document, and what the reader makes of another encoding's octets, depend on its buffers. */
function isExplained(own: unknown, mono: unknown): boolean {
  const [a, b] = [own, mono].map((answer) => JSON.stringify(answer));
  const bothFault = a?.includes("fault") === true && b?.includes("fault") === true;
  return bothFault && /Unexpected end of file|given encoding|hexadecimal value 0x[0-9A-F]{4}/.test(`${a} ${b}`);
}
