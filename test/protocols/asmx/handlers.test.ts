// Which handler takes a request, verbs, error pages (asmx.md sections 1 and 2).

import { describe, expect, test } from "vitest";
import { mpgateway } from "../../support/asmx/echo-services.ts";
import { httpRequest, type RequestParts } from "../../support/asmx/listener.ts";
import { call, call11, envelope, faultText, SOAP12, sendSms, service } from "../../support/asmx/soap-call.ts";

const asmx = service();
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

describe("verbs", () => {
  test("OPTIONS is IIS's", async () => {
    const seen = await call(asmx, { method: "OPTIONS" });
    expect(seen).toMatchObject({ status: 200, body: "" });
    expect(seen.headers).toMatchObject({
      Allow: "OPTIONS, TRACE, GET, HEAD, POST",
      Public: "OPTIONS, TRACE, GET, HEAD, POST",
      Server: "Microsoft-IIS/8.5",
    });
    expect(seen.headers["X-AspNet-Version"]).toBeUndefined();
  });

  test.each(["PUT", "DELETE", "PATCH", "TRACE", "M-SEARCH"])("%s", async (method) => {
    const seen = await call(asmx, { method });
    expect(seen).toMatchObject({ status: 405, type: "text/html" });
    expect(seen.headers["Allow"]).toBe("GET, HEAD, OPTIONS, TRACE");
    expect(seen.body).toContain("405 - HTTP verb used to access this page is not allowed.");
  });

  test.each(["/Service.asmx", "/Service.asmx?WSDL", "/Service.asmx/MPG_Send_SMS"])("HEAD %s", async (target) => {
    expect(await call(asmx, { method: "HEAD", target })).toMatchObject({
      status: 405,
      type: "text/html; charset=utf-8",
      cache: "private",
    });
  });
});

describe("path info", () => {
  test.each([
    ["POST", "/Service.asmx/MPG_Send_SMS"],
    ["GET", "/Service.asmx/MPG_Send_SMS?a=b"],
    ["POST", "/Service.asmx/"],
    ["GET", "/SERVICE.ASMX/js"],
  ])("%s %s on a stock server is the error page", async (method, target) => {
    const seen = await call(asmx, { method, target, headers: FORM });
    expect(seen).toMatchObject({ status: 500, type: "text/html; charset=utf-8", cache: "private" });
    expect(seen.body).toContain("<title>Runtime Error</title>");
    expect(seen.result).toMatchObject({ operation: null, channel: null, call: null });
    expect(seen.result.findings[0]?.source).toBe("asmx.md 2");
  });

  test("customErrors Off names the exception", async () => {
    const seen = await call(service({ customErrors: "Off" }), { target: "/Service.asmx/a%3Cb" });
    const message = "Request format is unrecognized for URL unexpectedly ending in &#39;/a&lt;b&#39;.";
    expect(seen.body).toContain(`<title>${message}</title>`);
    expect(seen.body).toContain(`<b> Exception Details: </b>System.InvalidOperationException: ${message}`);
  });

  test("with both bindings on, / alone is still the error page", async () => {
    const open = service({}, { ...mpgateway, httpGet: true, httpPost: true });
    for (const method of ["GET", "POST"]) {
      expect(await call(open, { method, target: "/Service.asmx/", headers: FORM })).toMatchObject({
        status: 500,
        type: "text/html; charset=utf-8",
      });
    }
  });

  test("a local client has the POST binding (HttpPostLocalhost), not GET", async () => {
    const local = service({ clients: "local", customErrors: "On" });
    const seen = await call(local, { target: "/Service.asmx/MPG_Send_SMS", headers: FORM });
    expect(seen.body).toBe("Missing parameter: Credencial.\r\n");
    expect((await call(local, { method: "GET", target: "/Service.asmx/MPG_Send_SMS" })).type).toBe(
      "text/html; charset=utf-8",
    );
  });

  test.each([
    ["GET", "/Service.asmx/js", {}],
    ["GET", "/Service.asmx/JSDEBUG", {}],
    ["POST", "/Service.asmx/MPG_Send_SMS", { "Content-Type": "application/json; charset=utf-8" }],
  ])("ScriptHandlerFactory, where it is set: %s %s", async (method, target, headers) => {
    const seen = await call(service({ scriptHandler: true }), { method, target, headers });
    expect(seen).toMatchObject({ status: 500, type: "application/json; charset=utf-8" });
    expect(seen.body).toContain("Only Web services with a [ScriptService] attribute");
  });
});

test("a POST with a query is SOAP all the same", async () => {
  const headers = { "Content-Type": "text/xml; charset=utf-8" };
  const seen = await call(asmx, { target: "/Service.asmx?WSDL&op=x", headers, body: envelope(sendSms()) });
  expect(seen.status).toBe(200);
  expect(seen.body).toContain("MPG_Send_SMSResult");
});

test("serverHeaders come after ours, as set", async () => {
  const asmx6 = service({ serverHeaders: [["Server", "Microsoft-IIS/6.0"]] });
  const seen = await call11(asmx6, envelope(sendSms()));
  expect(seen.result.answer.headers).toEqual([
    ["Cache-Control", "private, max-age=0"],
    ["Content-Type", "text/xml; charset=utf-8"],
    ["Server", "Microsoft-IIS/6.0"],
  ]);
});

test("what breaks behind a method is answered as if the method had thrown", () => {
  const error = new Error("Object reference not set to an instance of an object.");
  const failure = (parts: RequestParts): string => {
    const { status, headers, body } = service().failure(httpRequest(parts), error);
    return `${status} ${Object.fromEntries(headers)["Content-Type"]} ${faultText(String(body))}`;
  };
  const text = `Server was unable to process request. ---> ${error.message}`;
  expect(failure({ body: envelope(sendSms()) })).toBe(`500 text/xml; charset=utf-8 ${text}`);
  expect(failure({ body: envelope(sendSms(), SOAP12) })).toBe(`500 application/soap+xml; charset=utf-8 ${text}`);
  expect(failure({ method: "GET", target: "/Service.asmx?wsdl" })).toBe("500 text/html; charset=utf-8 ");
});
