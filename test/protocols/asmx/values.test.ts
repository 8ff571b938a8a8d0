// Typed values (asmx.md section 5): what is accepted, .NET's messages, and line and column of each refusal.

import { describe, expect, test } from "vitest";
import {
  formatDateTime,
  instantOf,
  isMissing,
  missingDateTime,
  parseXsdDateTime,
} from "../../../src/protocols/asmx/date-time.ts";
import { parseInvariantDateTime } from "../../../src/protocols/asmx/invariant-date.ts";
import type { AsmxService, AsmxType, AsmxValue } from "../../../src/protocols/asmx/service.ts";
import { parseDecimal, parseXmlValue } from "../../../src/protocols/asmx/values.ts";
import { variants } from "../../support/asmx/echo-services.ts";
import { call11, envelope, faultText, service } from "../../support/asmx/soap-call.ts";

const zone = { utcOffset: -180, now: () => Date.UTC(2026, 10, 23, 1) };

const FORMAT = "Input string was not in a correct format.";
const range = (type: string): string => `Value was either too large or too small for ${type}.`;
const allXsd = (text: string): string => `The string '${text}' is not a valid AllXsd value.`;

test.each<[AsmxType, string, AsmxValue]>([
  ["int", "7", 7],
  ["int", " \t\r\n+007 ", 7],
  ["int", "-2147483648", -2147483648],
  ["int", "-0", 0],
  ["long", "9223372036854775807", 9223372036854775807n],
  ["long", "-9223372036854775808", -9223372036854775808n],
  ["unsignedLong", "18446744073709551615", 18446744073709551615n],
  ["unsignedLong", ` ${"0".repeat(50)}5 `, 5n],
  ["decimal", " -1.50 ", "-1.50"],
  ["decimal", ".5", ".5"],
  ["string", " a ", " a "],
])("%s %j is %s", (type, text, value) => {
  expect(parseXmlValue(type, text, zone)).toEqual({ ok: true, value });
});

test.each<[AsmxType, string, string]>([
  ["int", "", FORMAT],
  ["int", "   ", FORMAT],
  ["int", "abc", FORMAT],
  ["int", "1.0", FORMAT],
  ["int", "1,000", FORMAT],
  ["int", "1e3", FORMAT],
  ["int", "- 1", FORMAT],
  ["int", "+-1", FORMAT],
  ["int", "\u00A01", FORMAT],
  ["int", "١", FORMAT],
  ["int", "2147483648", range("an Int32")],
  ["int", "-2147483649", range("an Int32")],
  ["int", "9".repeat(5000), range("an Int32")],
  ["long", "(11) 96216-0007", FORMAT],
  ["long", "9223372036854775808", range("an Int64")],
  ["unsignedLong", "-1", FORMAT],
  ["unsignedLong", "+5", FORMAT],
  ["unsignedLong", "18446744073709551616", range("a UInt64")],
  ["decimal", "1,5", FORMAT],
  ["decimal", "79228162514264337593543950336", range("a Decimal")],
  ["dateTime", "", allXsd("")],
  ["dateTime", "2015-07-12 00:00:00", allXsd("2015-07-12 00:00:00")],
  ["dateTime", "12/07/2015 00:00", allXsd("12/07/2015 00:00")],
  ["dateTime", "2015-07-12T00:00", allXsd("2015-07-12T00:00")],
  ["dateTime", "2015-07-12T24:00:00", allXsd("2015-07-12T24:00:00")],
  ["dateTime", "2015-02-30T00:00:00", allXsd("2015-02-30T00:00:00")],
  ["dateTime", "2015-02-29", allXsd("2015-02-29")],
  ["dateTime", "2015-07-12t00:00:00", allXsd("2015-07-12t00:00:00")],
  ["dateTime", "2015-07-12T00:00:00.", allXsd("2015-07-12T00:00:00.")],
  ["dateTime", "0000-01-01", allXsd("0000-01-01")],
  ["dateTime", "2015-7-12", allXsd("2015-7-12")],
])("%s %j is refused", (type, text, message) => {
  expect(parseXmlValue(type, text, zone)).toMatchObject({ ok: false, refusal: { message } });
});

describe("dateTime", () => {
  test.each([
    ["2015-07-12T01:02:03", "2015-07-12T01:02:03"],
    [" 2015-07-12T01:02:03.1234567\n", "2015-07-12T01:02:03.1234567"],
    ["2015-07-12T01:02:03.12345675", "2015-07-12T01:02:03.1234568"],
    ["2015-07-12T01:02:03.12345665", "2015-07-12T01:02:03.1234566"],
    ["2015-12-31T23:59:59.99999999", "2016-01-01T00:00:00"],
    ["2015-07-12T01:02:03Z", "2015-07-12T01:02:03Z"],
    ["2015-07-12T01:02:03z", "2015-07-12T01:02:03Z"],
    ["2015-07-12T01:02:03+05:30", "2015-07-11T16:32:03-03:00"],
    ["2015-07-12T22:02:03-05:00", "2015-07-13T00:02:03-03:00"],
    ["2015-07-12", "2015-07-12T00:00:00"],
    ["2015-07", "2015-07-01T00:00:00"],
    ["2015", "2015-01-01T00:00:00"],
    // The clock says 2026-11-23T01:00Z: in the server's zone that is still the 22nd.
    ["10:20:30", "2026-11-22T10:20:30"],
    ["10:20:30.5", "2026-11-22T10:20:30.5"],
    ["--07-12", "1904-07-12T00:00:00"],
    ["---12", "2026-01-12T00:00:00"],
    ["--07", "2026-07-01T00:00:00"],
    ["9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59-03:00"],
  ])("%j is %s", (text, expected) => {
    const value = parseXsdDateTime(text, zone);
    expect(value === null ? null : formatDateTime(value, zone.utcOffset)).toBe(expected);
  });

  test("instants: local and unspecified are in the server's zone", () => {
    const at = (text: string): number | null => {
      const value = parseXsdDateTime(text, zone);
      return value === null ? null : instantOf(value, zone.utcOffset);
    };
    expect(at("2015-07-12T00:00:00")).toBe(Date.UTC(2015, 6, 12, 3));
    expect(at("2015-07-12T00:00:00Z")).toBe(Date.UTC(2015, 6, 12));
    expect(at("2015-07-12T00:00:00.250+02:00")).toBe(Date.UTC(2015, 6, 11, 22, 0, 0, 250));
    expect(isMissing(missingDateTime)).toBe(true);
  });

  test.each([
    ["2015-07-12 00:00:00", "2015-07-12T00:00:00"],
    ["2015-07-12T10:20", "2015-07-12T10:20:00"],
    ["12/07/2015", "2015-12-07T00:00:00"],
    ["1/2/2015 3:04 PM", "2015-01-02T15:04:00"],
    ["12/31/15 12:00:00 am", "2015-12-31T00:00:00"],
    ["2015/07/12", "2015-07-12T00:00:00"],
    ["2015-07-12T00:00:00Z", "2015-07-11T21:00:00-03:00"],
    ["2015-07-12 00:00:00 +02:00", "2015-07-11T19:00:00-03:00"],
    ["10:20", "2026-11-22T10:20:00"],
    ["13/07/2015", null],
    ["", null],
    ["amanhã", null],
    ["10", null],
    ["2015-02-30", null],
    ["2015-07-12 25:00", null],
    ["1/2/2015 13:00 AM", null],
    ["Mon, 12 Jul 2027 10:00:00 GMT", "2027-07-12T07:00:00-03:00"],
    ["Tue, 12 Jul 2027 10:00:00 GMT", null],
    ["12-Jul-2027", "2027-07-12T00:00:00"],
  ])("by DateTime.Parse %j is %s", (text, expected) => {
    const value = parseInvariantDateTime(text, zone);
    expect(typeof value === "string" ? null : formatDateTime(value, zone.utcOffset)).toBe(expected);
  });

  test("a form's decimal may have thousands", () => {
    expect(parseDecimal("1,234.5", true)).toEqual({ ok: true, value: "1234.5" });
  });
});

describe("line and column of a refusal", () => {
  const NS = 'xmlns="urn:n"';
  const numbers: AsmxService = {
    ...variants,
    namespace: "urn:n",
    operations: [
      {
        name: "op",
        parameters: [
          { name: "N", type: "int" },
          { name: "M", type: "int" },
        ],
        result: "void",
      },
    ],
  };
  const asmx = service({}, numbers);
  const text = async (body: string): Promise<string> => {
    const seen = await call11(asmx, body, { SOAPAction: "urn:n/op" });
    expect(seen).toMatchObject({ status: 500, cache: "private", type: "text/xml; charset=utf-8" });
    return faultText(seen.body);
  };
  const at = (line: number, column: number): string =>
    `Server was unable to read request. ---> There is an error in XML document (${line}, ${column}). ---> ${FORMAT}`;
  const head = envelope("@").split("@")[0] ?? "";
  const columns = head.length + `<op ${NS}><N>x</N>`.length;

  test.each([
    ["the next start tag's name", "<M>1</M>", columns + 2],
    ["the end tag's name", "", columns + 3],
    ["just after the > when text follows", " <M>1</M>", columns + 1],
    ["inside a comment", "<!-- c --><M>1</M>", columns + 5],
    ["inside a processing instruction", "<?p x?>", columns + 3],
    ["inside a CDATA section", "<![CDATA[x]]>", columns + 10],
  ])("%s", async (_name, next, column) => {
    expect(await text(envelope(`<op ${NS}><N>x</N>${next}</op>`))).toBe(at(1, column));
  });

  test("an element that closes itself, and line ends of all kinds", async () => {
    expect(await text(envelope(`\r\n<op ${NS}>\r\n\n<N/>\r\n</op>`))).toBe(at(4, 5));
    expect(await text(envelope(`\r<op ${NS}>\n  <N>x</N><M/></op>`))).toBe(at(3, 12));
  });

  test("what follows is not read: the value's fault comes first", async () => {
    expect(await text(`${head}<op ${NS}><N>x</N><M>`)).toBe(at(1, columns + 2));
  });

  test("but the next node has to be readable", async () => {
    const seen = await call11(asmx, `${head}<op ${NS}><N>x</N>`, { SOAPAction: "urn:n/op" });
    expect(seen).toMatchObject({ status: 400, body: "" });
  });
});

describe("nullable values", () => {
  const call = async (inside: string) => {
    const seen: AsmxValue[] = [];
    const asmx = service({}, variants, ({ args }) => {
      seen.push(...["Agenda", "TipoMensagem", "IdExterno", "Telefone"].map((name) => args.get(name) ?? null));
      return { kind: "value", result: "" };
    });
    const body = envelope(`<sendUnique xmlns="http://tempuri.org/">${inside}</sendUnique>`);
    return { answer: await call11(asmx, body, { SOAPAction: "http://tempuri.org/sendUnique" }), seen };
  };

  test("missing and nil are null; a missing value type is 0", async () => {
    const { seen } = await call('<TipoMensagem xsi:nil="true"/><IdExterno xsi:nil="1"></IdExterno>');
    expect(seen).toEqual([null, null, null, 0n]);
  });

  test("an empty element fails", async () => {
    const { answer } = await call("<TipoMensagem/>");
    expect(faultText(answer.body)).toContain(FORMAT);
  });
});
