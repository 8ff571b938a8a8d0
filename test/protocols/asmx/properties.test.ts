// Whatever a request holds, the answer is one of the documented kinds and nothing is thrown.

import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { createAsmx } from "../../../src/protocols/asmx/asmx.ts";
import { parseXsdDateTime } from "../../../src/protocols/asmx/date-time.ts";
import { parseInvariantDateTime } from "../../../src/protocols/asmx/invariant-date.ts";
import type { AsmxPerformed, AsmxResult } from "../../../src/protocols/asmx/service.ts";
import { echo, mpgateway, performing, wbsapi } from "../../support/asmx/echo-services.ts";
import { httpRequest } from "../../support/asmx/listener.ts";
import { envelope, SEND, SOAP11, SOAP12, sendSms, testSettings } from "../../support/asmx/soap-call.ts";

const RUNS = { numRuns: 400 };

const services = [
  createAsmx(mpgateway, testSettings, performing(echo)),
  createAsmx(
    { ...mpgateway, httpGet: true, httpPost: true },
    { ...testSettings, customErrors: "Off" },
    performing(echo),
  ),
  createAsmx(
    { ...wbsapi, httpGet: true, httpPost: true, anyNamespace: true, aliases: { inbox: "inBox" } },
    testSettings,
    performing(echo),
  ),
];

/** Status by content type: all that section 1 to 8 know. */
const KINDS: Readonly<Record<number, readonly (string | undefined)[]>> = {
  200: ["text/xml; charset=utf-8", "application/soap+xml; charset=utf-8", "text/html; charset=utf-8", undefined],
  400: ["text/xml; charset=utf-8", "application/soap+xml; charset=utf-8"],
  405: ["text/html", "text/html; charset=utf-8"],
  415: ["text/xml; charset=utf-8", "application/soap+xml; charset=utf-8"],
  500: [
    "text/xml; charset=utf-8",
    "application/soap+xml; charset=utf-8",
    "text/html; charset=utf-8",
    "text/plain; charset=utf-8",
  ],
};

function expectDocumented({ answer }: AsmxResult<AsmxPerformed>): void {
  const type = answer.headers.find(([name]) => name === "Content-Type")?.[1];
  const body = String(answer.body);
  expect(KINDS[answer.status] ?? []).toContain(type);
  if (answer.status === 400 || answer.status === 415) expect(body).toBe("");
  else if (type?.includes("xml")) {
    expect(body.startsWith('<?xml version="1.0" encoding="utf-8"?>')).toBe(true);
    expect(XMLValidator.validate(body)).toBe(true);
  }
  for (const [name, value] of answer.headers) expect(`${name}: ${value}`).not.toMatch(/[\r\n]/);
}

const method = fc.oneof(
  { weight: 5, arbitrary: fc.constant("POST") },
  fc.constantFrom("GET", "HEAD", "OPTIONS", "PUT", "X"),
);
const contentType = fc.oneof(
  fc.constantFrom(
    "text/xml; charset=utf-8",
    "text/xml",
    "application/soap+xml",
    `application/soap+xml; action="${SEND}"`,
    "application/x-www-form-urlencoded; charset=x",
    "text/xml; charset=utf-16",
  ),
  fc.string({ maxLength: 40 }),
);
const soapAction = fc.oneof(
  fc.constantFrom(undefined, "", `"${SEND}"`, '"http://tempuri.org/sendUnique"'),
  fc.string({ maxLength: 30 }),
);
const target = fc.oneof(
  fc.constantFrom(
    "/Service.asmx",
    "/Service.asmx?wsdl",
    "/Service.asmx?op=x",
    "/Service.asmx/sendUnique",
    "/Service.asmx/MPG_Send_SMS",
  ),
  fc.string({ maxLength: 30 }).map((rest) => `/Service.asmx${rest}`),
);

/** Envelopes cut, doubled and salted at random places. */
const damaged = fc
  .tuple(
    fc.constantFrom(
      envelope(sendSms("<Message>Olá</Message>")),
      envelope(sendSms(), SOAP12),
      envelope(
        '<sendUnique xmlns="http://tempuri.org/"><Telefone>1</Telefone><Agenda>2015-07-12</Agenda></sendUnique>',
      ),
      envelope(sendSms(), SOAP11, '<soap:Header><a soap:mustUnderstand="1"/></soap:Header>'),
    ),
    fc.nat(600),
    fc.nat(30),
    fc.oneof(
      fc.string({ maxLength: 10 }),
      fc.constantFrom(
        "<",
        ">",
        "&",
        "</a>",
        "<!--",
        "]]>",
        "<![CDATA[",
        "<?x",
        'xmlns:a="b"',
        "<!DOCTYPE a [",
        "\x00",
        "\uD800",
      ),
    ),
  )
  .map(([text, at, cut, salt]) => Buffer.from(text.slice(0, at) + salt + text.slice(at + cut)));
const body = fc.oneof(
  { weight: 3, arbitrary: damaged },
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: "binary", maxLength: 200 }).map((text) => Buffer.from(text)),
  fc
    .array(
      fc.tuple(
        fc.constantFrom("Identificacao", "Telefone", "Agenda", "TipoMensagem", "CentroCustos", "IdExterno", "Mensagem"),
        fc.string(),
      ),
    )
    .map((pairs) => Buffer.from(new URLSearchParams(pairs).toString())),
);

test("any request gets one of the documented kinds of answers", async () => {
  await fc.assert(
    fc.asyncProperty(
      method,
      target,
      contentType,
      soapAction,
      body,
      fc.constantFrom(...services),
      async (verb, path, type, action, bytes, asmx) => {
        const headers: Record<string, string> = { Host: "h", "Content-Type": type };
        if (action !== undefined) headers["SOAPAction"] = action;
        expectDocumented(await asmx.answer(httpRequest({ method: verb, target: path, headers, body: bytes })));
      },
    ),
    { numRuns: 1500 },
  );
});

test("a text that XML can carry arrives as it was sent, and comes back", async () => {
  const xmlText = fc
    .string({ unit: "grapheme", maxLength: 60 })
    .filter((text) => !/[\x00-\x08\x0B-\x1F\uFFFE\uFFFF]/.test(text));
  await fc.assert(
    fc.asyncProperty(xmlText, async (text) => {
      let seen: unknown;
      const asmx = createAsmx(mpgateway, testSettings, ({ args }) => {
        seen = args.get("Message");
        return { returned: { kind: "value", result: text } };
      });
      const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      const request = httpRequest({
        headers: { "Content-Type": "text/xml; charset=utf-8", SOAPAction: SEND },
        body: envelope(sendSms(`<Message>${escaped}</Message>`)),
      });
      const { answer } = await asmx.answer(request);
      expect(seen).toBe(text);
      expect(String(answer.body)).toContain(
        text === "" ? "<MPG_Send_SMSResult />" : `<MPG_Send_SMSResult>${escaped}</MPG_Send_SMSResult>`,
      );
    }),
    RUNS,
  );
});

test("no text breaks the readers of dates, and what they read is a date", () => {
  const zone = { utcOffset: -180, now: () => 0 };
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d:TZ+./ -]{0,30}$/));
  fc.assert(
    fc.property(text, (given) => {
      for (const value of [parseXsdDateTime(given, zone), parseInvariantDateTime(given, zone)]) {
        if (value === null || typeof value === "string") continue;
        expect(value.year).toBeGreaterThanOrEqual(1);
        expect(value.year).toBeLessThanOrEqual(9999);
        expect(value.ticks).toBeLessThan(10_000_000);
        expect(value.hour).toBeLessThan(24);
      }
    }),
    RUNS,
  );
});
