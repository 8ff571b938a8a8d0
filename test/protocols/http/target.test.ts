// Request targets and hosts as servers read them: paths, the proxy form, fragments, one Host.

import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../../../src/protocols/http/call.ts";
import { normalPath, parseTarget } from "../../../src/protocols/http/target.ts";
import { headerOf, roundTrip } from "../../support/raw-http.ts";
import { testListener, text } from "./listeners.ts";

describe("a path", () => {
  test.each([
    ["/", "/"],
    ["//", "/"],
    ["/Service.asmx", "/Service.asmx"],
    ["//Service.asmx", "/Service.asmx"],
    ["///a//b", "/a/b"],
    ["/a//", "/a/"],
    ["/a/", "/a/"],
    ["/sms/v%5F2%5F00/service.asmx", "/sms/v_2_00/service.asmx"],
    ["/%73%6D%73/%73end", "/sms/send"],
    ["/a%2Ephp", "/a.php"],
    ["/a%2dz%7E", "/a-z~"],
    ["/a%2Fb", "/a%2Fb"],
    ["/a%20b", "/a%20b"],
    ["/a%2525", "/a%2525"],
    ["/a%C3%A1", "/a%C3%A1"],
    ["/%zz%", "/%zz%"],
    ["/./a", "/a"],
    ["/a/.", "/a/"],
    ["/a/..", "/"],
    ["/a/../b", "/b"],
    ["/../../b", "/b"],
    ["/a/%2e%2E/b", "/b"],
    ["/a/.b/..c/...", "/a/.b/..c/..."],
    ["*", "*"],
  ])("%s is %s", (path, normal) => {
    expect(normalPath(path)).toBe(normal);
    expect(normalPath(normal)).toBe(normal);
  });

  test("of a request is found however it is written", async () => {
    const listener = await testListener();
    for (const path of ["//x", "/./x", "/a/../x", "/%78", "/%2e/x", "//a/..//x"]) {
      const answer = await roundTrip(listener.port, `GET ${path}?q=/../%78 HTTP/1.1\r\nHost: a\r\n\r\n`);
      expect([path, String(answer.body)]).toEqual([path, "GET /x?q=/../%78|"]);
    }
  });
});

describe("a target", () => {
  test.each([
    ["/a?b", { authority: null, path: "/a", query: "b" }],
    ["/a?b#c", { authority: null, path: "/a", query: "b" }],
    ["/a#c?b", { authority: null, path: "/a", query: "" }],
    ["/a?b?c", { authority: null, path: "/a", query: "b?c" }],
    ["http://h:1/a?b", { authority: "h:1", path: "/a", query: "b" }],
    ["HTTPS://u:p@h/a", { authority: "h", path: "/a", query: "" }],
    ["http://h?b", { authority: "h", path: "/", query: "b" }],
    ["http://[::1]:8080", { authority: "[::1]:8080", path: "/", query: "" }],
    ["*", { authority: null, path: "*", query: "" }],
    ["/http://h/a", { authority: null, path: "/http://h/a", query: "" }],
  ])("%s", (target, parsed) => {
    expect(parseTarget(target)).toEqual(parsed);
  });

  test("in proxy form decides the host; without any host it is the address that was called", async () => {
    const seen: HttpRequest[] = [];
    const listener = await testListener({
      reply: (request) => {
        seen.push(request);
        return { answer: text("") };
      },
    });
    await roundTrip(listener.port, "GET http://www.mpgateway.com/x HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n");
    await roundTrip(listener.port, "GET http://www.mpgateway.com:81/x HTTP/1.0\r\n\r\n");
    await roundTrip(listener.port, "GET /x HTTP/1.0\r\n\r\n");
    expect(seen.map(({ headers, baseUrl }) => [headers["host"], baseUrl])).toEqual([
      ["www.mpgateway.com", undefined],
      ["www.mpgateway.com:81", undefined],
      [undefined, `http://127.0.0.1:${listener.port}`],
    ]);
  });

  test("with a raw # ends there; http.sys refuses it", async () => {
    const listener = await testListener({ route: { httpSys: true } });
    const request = (path: string) => roundTrip(listener.port, `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect(String((await request("/echo?msg=Pedido+#7")).body)).toBe("GET /echo?msg=Pedido+|");
    const refused = await request("/x?msg=Pedido+#7");
    expect([refused.status, headerOf(refused, "server")]).toEqual([400, "Microsoft-HTTPAPI/2.0"]);
    expect(String(refused.body)).toContain("HTTP Error 400. The request URL is invalid.");
    expect((await request("/x?msg=Pedido+%237")).status).toBe(200);
  });
});

describe("a Host header", () => {
  test.each([
    ["HTTP/1.1 with one", "HTTP/1.1\r\nHost: a", 200],
    ["HTTP/1.1 with a port", "HTTP/1.1\r\nHost: a:80", 200],
    ["HTTP/1.1 with an IPv6 address", "HTTP/1.1\r\nHost: [::1]:80", 200],
    ["HTTP/1.1 with a name with _", "HTTP/1.1\r\nhost: my_host", 200],
    ["HTTP/1.1 with an empty one", "HTTP/1.1\r\nHost:", 200],
    ["HTTP/1.1 without", "HTTP/1.1", 400],
    ["HTTP/1.1 without, another header", "HTTP/1.1\r\nX-Host: a", 400],
    ["HTTP/1.1 with two", "HTTP/1.1\r\nHost: a\r\nHost: b", 400],
    ["HTTP/1.1 with the same twice", "HTTP/1.1\r\nHost: a\r\nhost: a", 400],
    ["HTTP/1.1 with a blank in it", "HTTP/1.1\r\nHost: a b", 400],
    ["HTTP/1.1 with a path in it", "HTTP/1.1\r\nHost: a/b", 400],
    ["HTTP/1.1 with an address in it", "HTTP/1.1\r\nHost: http://a", 400],
    ["HTTP/1.1 with a port of letters", "HTTP/1.1\r\nHost: a:b", 400],
    ["HTTP/1.1 with two names", "HTTP/1.1\r\nHost: a, b", 400],
    ["HTTP/1.0 without", "HTTP/1.0", 200],
    ["HTTP/1.0 with one", "HTTP/1.0\r\nHost: a", 200],
    ["HTTP/1.0 with two", "HTTP/1.0\r\nHost: a\r\nHost: b", 400],
  ])("%s", async (_what, rest, status) => {
    const listener = await testListener();
    const answer = await roundTrip(listener.port, `GET /echo ${rest}\r\n\r\n`);
    expect(answer.status).toBe(status);
    if (status === 400) expect(String(answer.body)).toMatch(/Host header/);
  });

  test("of a proxy form is needed too", async () => {
    const listener = await testListener();
    expect((await roundTrip(listener.port, "GET http://a/echo HTTP/1.1\r\n\r\n")).status).toBe(400);
  });
});
