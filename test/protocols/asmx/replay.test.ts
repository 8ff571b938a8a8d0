// The recorded exchanges of fixtures/asmx (see its SOURCE.md), sent over a socket to services declared like the recording
// server's. Compared: status, reason, content type, cache header, kind of body, fault, envelope version and, since the
// echo is the same, the values too. For HTML answers and HEAD only the status is compared.

import { readdirSync, readFileSync } from "node:fs";
import { XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createAsmx } from "../../../src/protocols/asmx/asmx.ts";
import { type AsmxSettings, defaultAsmxSettings } from "../../../src/protocols/asmx/service.ts";
import { echo, performing, recorded } from "../../support/asmx/echo-services.ts";
import { type AsmxListener, listenAsmx } from "../../support/asmx/listener.ts";
import { type RawAnswer, rawRoundTrip } from "../../support/asmx/raw-answer.ts";

const FIXTURES = new URL("../../../fixtures/asmx/", import.meta.url);

// The methods of 140-146 and 255-257 are the recording server's own; 281 differs by the alias inbox of our wbsapi.
const NOT_REPLAYED = new Set(["140", "141", "142", "143", "144", "145", "146", "255", "256", "257", "281"]);

const Expected = z.object({
  status: z.number(),
  reason: z.string(),
  contentType: z.string().optional(),
  cacheControl: z.string().optional(),
  kind: z.enum(["soap", "fault11", "fault12", "empty", "html", "text", "xml", "wsdl", "disco"]),
  body: z.string().optional(),
  envelope: z.string().optional(),
  faultcode: z.string().optional(),
  faultstring: z.string().optional(),
  afterFaultstring: z.string().optional(),
  afterReason: z.string().optional(),
  header: z.boolean().optional(),
});
type Expected = z.infer<typeof Expected>;
const Cases = z.array(
  z.object({ case: z.string(), ms: Expected.optional(), msgp: Expected.optional(), msdev: Expected.optional() }),
);

const cases = Cases.parse(JSON.parse(readFileSync(new URL("expected.json", FIXTURES), "utf8")));

const settings: AsmxSettings = {
  ...defaultAsmxSettings,
  utcOffset: 0,
  now: () => Date.UTC(2026, 10, 22, 12),
};

const VARIANTS = {
  ms: { bindings: false, settings },
  msgp: { bindings: true, settings },
  msdev: { bindings: true, settings: { ...settings, customErrors: "Off" } },
} as const;

const listeners = new Map<string, AsmxListener>();

beforeAll(async () => {
  for (const [variant, { bindings, settings: own }] of Object.entries(VARIANTS)) {
    const services = Object.entries(recorded).map(([path, service]) => [
      path,
      createAsmx({ ...service, httpGet: bindings, httpPost: bindings }, own, performing(echo)),
    ]);
    listeners.set(variant, await listenAsmx(Object.fromEntries(services)));
  }
});

afterAll(async () => {
  for (const listener of listeners.values()) await listener.close();
});

async function replay(name: string, variant: string): Promise<RawAnswer> {
  const listener = listeners.get(variant);
  if (listener === undefined) throw new Error(`no listener ${variant}`);
  return rawRoundTrip(listener.port, readFileSync(new URL(`${name}.req.txt`, FIXTURES)));
}

describe.each(["ms", "msgp", "msdev"] as const)("recorded exchanges, %s", (variant) => {
  const rows = cases.flatMap((item) => {
    const expected = item[variant];
    return expected === undefined || NOT_REPLAYED.has(item.case.slice(0, 3)) ? [] : [{ name: item.case, expected }];
  });

  test("there are some", () => {
    expect(rows.length).toBeGreaterThan(5);
  });

  test.each(rows)("$name", async ({ name, expected }) => {
    const answer = await replay(name, variant);
    expect(answer.status).toBe(expected.status);
    if (expected.kind === "html" || /^29[01]-/.test(name)) return;
    expect(answer.reason).toBe(expected.reason);
    expect(answer.headers.get("content-type")).toBe(expected.contentType);
    expect(answer.headers.get("cache-control")).toBe(expected.cacheControl);
    expect(seen(answer, variant)).toEqual(inShort(expected, variant));
  });
});

test("every recorded request is one of the cases", () => {
  const names = readdirSync(FIXTURES).filter((file) => file.endsWith(".req.txt"));
  expect(names.sort()).toEqual(cases.map((item) => `${item.case}.req.txt`).sort());
});

// Pages were not recorded (another server's would say little); their requests were.
test.each(["200-get-help-page", "201-get-help-op", "210-get-schema", "219-get-help-wbsapi", "220-get-help-wbsapi-op"])(
  "%s is a page",
  async (name) => {
    const answer = await replay(name, "ms");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("private, max-age=0");
  },
);

test("headers come in IIS's order", async () => {
  const answer = await replay("005-soap11-soapaction-missing", "ms");
  expect(answer.headerNames.slice(0, 5)).toEqual([
    "Cache-Control",
    "Content-Type",
    "Server",
    "X-AspNet-Version",
    "X-Powered-By",
  ]);
});

/** Parts of an answer to compare, by the kind of its body. */
function seen(answer: RawAnswer, variant: string): unknown {
  const text = answer.body.toString("utf8");
  if (text.startsWith("<")) expect(XMLValidator.validate(text)).toBe(true);
  const envelope = /<soap:Envelope xmlns:soap="([^"]*)"/.exec(text)?.[1];
  if (envelope !== undefined) {
    const version = envelope.includes("2003") ? "1.2" : "1.1";
    const body = between(text, "<soap:Body>", "</soap:Body>");
    if (!body.startsWith("<soap:Fault>")) return { kind: "soap", envelope: version, body };
    if (version === "1.1") {
      return {
        kind: "fault11",
        faultcode: between(body, "<faultcode>", "</faultcode>"),
        faultstring: faultText(between(body, "<faultstring>", "</faultstring>"), variant),
        after: between(body, "</faultstring>", "</soap:Fault>"),
        header: text.includes("<soap:Header>"),
      };
    }
    return {
      kind: "fault12",
      faultcode: between(body, "<soap:Value>", "</soap:Value>"),
      faultstring: faultText(between(body, '<soap:Text xml:lang="en">', "</soap:Text>"), variant),
      after: between(body, "</soap:Reason>", "</soap:Fault>"),
    };
  }
  if (text === "") return { kind: "empty" };
  if (text.includes("<wsdl:definitions")) return { kind: "wsdl" };
  if (text.includes("<discovery")) return { kind: "disco" };
  if (answer.headers.get("content-type") === "text/plain; charset=utf-8") {
    return { kind: "text", body: firstLines(text.replaceAll("\r\n", "\n"), variant) };
  }
  return { kind: "xml", body: text.replaceAll("\r\n", "\n") };
}

function inShort(expected: Expected, variant: string): unknown {
  const { kind, envelope, body, faultcode, faultstring } = expected;
  switch (kind) {
    case "soap":
      // In 298 the recording holds both answers of the connection.
      return { kind, envelope, body: body?.split("</soap:Body>")[0] };
    case "fault11":
      return {
        kind,
        faultcode,
        faultstring: firstLines(faultstring ?? "", variant),
        after: expected.afterFaultstring,
        header: expected.header,
      };
    case "fault12":
      return { kind, faultcode, faultstring: firstLines(faultstring ?? "", variant), after: expected.afterReason };
    case "text":
      return { kind, body: firstLines(body ?? "", variant) };
    case "xml":
      return { kind, body };
    default:
      return { kind };
  }
}

function faultText(escaped: string, variant: string): string {
  const text = escaped.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return firstLines(text.replaceAll("\r\n", "\n"), variant);
}

/** With customErrors Off the stack follows, in a form of the recording server's own. */
function firstLines(text: string, variant: string): string {
  return variant === "msdev" ? (text.split(/\n +(?:at|---) /)[0] ?? "") : text;
}

function between(text: string, open: string, close: string): string {
  const start = text.indexOf(open);
  const end = text.indexOf(close, start);
  if (start < 0 || end < 0) throw new Error(`no ${open}...${close} in ${text.slice(0, 500)}`);
  return text.slice(start + open.length, end);
}
