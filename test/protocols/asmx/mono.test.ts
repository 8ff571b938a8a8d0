// The engine against .NET's own classes under Mono: recorded answers, and generated requests where Mono is on this machine.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSeededRandom } from "../../../src/clock/seeded-random.ts";
import { createAsmx } from "../../../src/protocols/asmx/asmx.ts";
import { charsetDecoder, codePageOf } from "../../../src/protocols/asmx/charsets.ts";
import { mpgateway } from "../../support/asmx/echo-services.ts";
import { type GeneratedRequest, generatedRequest } from "../../support/asmx/generated-envelopes.ts";
import { httpRequest } from "../../support/asmx/listener.ts";
import { askMono, type MonoQuestion } from "../../support/asmx/mono.ts";
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
  test.each(entries.map(({ ask, answer }) => [JSON.stringify(ask.slice(1, 3)), ask, answer] as const))(
    "%s",
    async (_name, [, contentType, body, action], answer) => {
      const soapAction = action === undefined ? null : String(octets(action));
      expect(await answerTo({ contentType: String(contentType), soapAction, body: octets(body) })).toEqual(answer);
    },
  );
});

const names = recorded("charsets.json").map(({ ask, answer }) => ({ name: String(ask[1]), page: answer }));
/** EBCDIC, DOS and a few other code pages have no decoder here. */
const decoded = new Set(names.map(({ name }) => codePageOf(name)));

test.each(names)("charset $name", ({ name, page }) => {
  expect(codePageOf(name)).toBe(decoded.has(Number(page)) ? page : null);
});

describe.runIf(have("mono") && have("mcs"))("generated", () => {
  const random = createSeededRandom("mono", "asmx");
  const count = 2_000;

  test("envelopes: the same status, values and faults", { timeout: 120_000 }, async () => {
    const requests = Array.from({ length: count }, (_, number) => generatedRequest(random, number));
    const answers = askMono(
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

  test("octets in a charset", () => {
    const charsets = ["utf-8", "iso-8859-1", "us-ascii", "utf-16", "utf-16be", "unicode", "latin1", "ascii"];
    const cases = Array.from({ length: count }, (_, number) => {
      const length = 1 + Math.floor(random.draw(`length ${number}`) * 12);
      // A mark would win over the charset.
      const bytes = Buffer.concat([Buffer.from("A\0B\0"), random.bytes(`octets ${number}`, length)]);
      return { charset: charsets[number % charsets.length] ?? "", bytes };
    });
    const answers = askMono(cases.map(({ charset, bytes }): MonoQuestion => ["decode", charset, bytes]));
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
