// Hostile bodies: refused or skipped within bounds of time and memory.

import { describe, expect, test } from "vitest";
import { mpgateway } from "../../support/asmx/echo-services.ts";
import { httpRequest } from "../../support/asmx/listener.ts";
import {
  call,
  call11,
  envelope,
  faultText,
  resultText,
  SEND,
  SOAP11,
  sendSms,
  service,
} from "../../support/asmx/soap-call.ts";
import { allowed } from "../../support/endurance/amount.ts";

const asmx = service();
const MEGABYTE = 1024 * 1024;

/** Runs a call and says how long it took and what it left on the heap at its height. */
async function within<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  expect(performance.now() - start).toBeLessThan(allowed(seconds * 1_000));
  return result;
}

test("10,000 nested unknown elements are skipped", async () => {
  const nested = `${"<x>".repeat(10_000)}y${"</x>".repeat(10_000)}`;
  const seen = await within(2, () => call11(asmx, envelope(sendSms(`${nested}<Message>m</Message>`))));
  expect(seen.status).toBe(200);
  expect(resultText(seen.body)).toContain("Message='m'");
  expect(seen.result.findings).toHaveLength(1);
});

test("as many as 4 MiB hold are refused in bounded time", async () => {
  const nested = "<x>".repeat((4 * MEGABYTE - 1000) / 3);
  const seen = await within(5, () => call11(asmx, envelope(sendSms(nested))));
  expect(seen).toMatchObject({ status: 400, body: "" });
});

test("prefixes declared at every depth", async () => {
  const nested = `${'<x xmlns:p="u" p:a="1">'.repeat(15_000)}${"</x>".repeat(15_000)}`;
  const seen = await within(5, () => call11(asmx, envelope(sendSms(nested))));
  expect(seen.status).toBe(200);
});

test("many attributes", async () => {
  const attributes = (count: number): string => Array.from({ length: count }, (_, at) => ` a${at}="1"`).join("");
  expect((await call11(asmx, envelope(sendSms(`<x${attributes(5000)}/>`)))).status).toBe(200);
  const many = await within(5, () => call11(asmx, envelope(sendSms(`<x${attributes(200_000)}/>`))));
  expect(many).toMatchObject({ status: 400, body: "" });
});

test("a billion laughs are refused unread", async () => {
  const entities = Array.from({ length: 20 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
  const dtd = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">${entities}]>`;
  const body = envelope(sendSms("<Message>&l20;</Message>")).replace(/^<\?xml.*?\?>/, dtd);
  expect(await within(1, () => call11(asmx, body))).toMatchObject({ status: 400, body: "" });
  const late = `<?xml version="1.0"?><!-- c --><?p x?>\n${dtd.slice(21)}${body.slice(dtd.length)}`;
  expect(await within(1, () => call11(asmx, late))).toMatchObject({ status: 400, body: "" });
});

describe("maxRequestLength", () => {
  const EXTENSIONS =
    "There was an exception running the extensions specified in the config file. ---> Maximum request length exceeded.";
  const frame = envelope(sendSms("<Message></Message>")).length;
  const exact = envelope(sendSms(`<Message>${"m".repeat(4 * MEGABYTE - frame)}</Message>`));
  const form = { "Content-Type": "application/x-www-form-urlencoded" };

  test("4 MiB are read, one byte more is a fault", async () => {
    expect((await within(5, () => call11(asmx, exact))).status).toBe(200);
    const over = await call11(asmx, `${exact} `);
    expect(over).toMatchObject({ status: 500, type: "text/xml; charset=utf-8", cache: "private" });
    expect(over.body).toContain("<faultcode>soap:Server</faultcode>");
    expect(faultText(over.body)).toBe(EXTENSIONS);
    expect(over.result).toMatchObject({ operation: "MPG_Send_SMS", channel: "soap11", call: null });
    expect(over.result.findings[0]?.text).toBe("the body is longer than maxRequestLength (4096 KB)");
  });

  test("where nothing reads the body, it may be any size", async () => {
    const small = service({ maxRequestLength: 1 });
    const body = " ".repeat(1025);
    const unknown = await call11(small, body, { SOAPAction: '"x"' });
    expect(faultText(unknown.body)).toBe("Server did not recognize the value of HTTP Header SOAPAction: x.");
    expect((await call(small, { method: "GET", body })).status).toBe(200);
    expect((await call(small, { target: "/Service.asmx/MPG_Send_SMS", body })).body).toContain("Runtime Error");
  });

  test("routed by the body, and in a form", async () => {
    const small = service({ maxRequestLength: 1 }, { ...mpgateway, httpPost: true });
    const body = " ".repeat(1025);
    const routed = await call11(small, body, { SOAPAction: null });
    expect(faultText(routed.body)).toBe("Server was unable to process request. ---> Maximum request length exceeded.");
    const posted = await call(small, { target: "/Service.asmx/MPG_Send_SMS", headers: form, body });
    expect(posted).toMatchObject({
      status: 500,
      type: "text/plain; charset=utf-8",
      body: "Maximum request length exceeded.\r\n",
    });
  });

  test("without the body the answers are the same", () => {
    const open = service({}, { ...mpgateway, httpPost: true });
    const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: SEND };
    expect(faultText(String(open.tooLarge(httpRequest({ headers })).answer.body))).toBe(EXTENSIONS);
    const posted = open.tooLarge(httpRequest({ target: "/Service.asmx/MPG_Send_SMS", headers: form }));
    expect(posted.answer.body).toBe("Maximum request length exceeded.\r\n");
    const page = service({ customErrors: "Off" }).tooLarge(httpRequest({ method: "GET" }));
    expect(page.answer.status).toBe(500);
    expect(String(page.answer.body)).toContain("<title>Maximum request length exceeded.</title>");
  });
});

test.each([
  ["digits", "1".repeat(3 * MEGABYTE)],
  ["digits and a letter", `${"1".repeat(3 * MEGABYTE)}x`],
  ["blanks", " ".repeat(3 * MEGABYTE)],
])("an int of 3 MiB of %s is refused", async (_name, text) => {
  const declaration = {
    ...mpgateway,
    operations: [
      { name: "MPG_Send_SMS", parameters: [{ name: "N", type: "int" } as const], result: "string" } as const,
    ],
  };
  const body = envelope(`<MPG_Send_SMS xmlns="http://www.mpgateway.com/"><N>${text}</N></MPG_Send_SMS>`);
  expect((await within(3, () => call11(service({}, declaration), body))).status).toBe(500);
});

test("4 MiB of form fields, ampersands and percent signs", async () => {
  const open = service({}, { ...mpgateway, httpPost: true });
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  for (const unit of ["a=%", "&", "%u00"]) {
    const body = unit.repeat(Math.floor((4 * MEGABYTE) / unit.length));
    const seen = await within(5, () => call(open, { target: "/Service.asmx/MPG_Send_SMS", headers, body }));
    expect(seen.status).toBe(500);
  }
});

test("end tags that close nothing, and unclosed markup, in bulk", async () => {
  for (const unit of ["</x>", "<!--", "<![CDATA[", "<?", "&#", "<x a=", "]]>", "<"]) {
    const body = `<e:Envelope xmlns:e="${SOAP11}">${unit.repeat(MEGABYTE / unit.length)}`;
    const seen = await within(3, () => call11(asmx, body));
    expect(seen).toMatchObject({ status: 400, body: "" });
  }
});
