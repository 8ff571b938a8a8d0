import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { setImmediate as immediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { headerOf, RawClient, roundTrip } from "../../support/raw-http.ts";
import { testListener, text } from "./listeners.ts";

const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`;
const body = (answer: { body: Buffer }): string => answer.body.toString("latin1");

describe("routes", () => {
  test("a path is found whatever its case, and kept as it was sent", async () => {
    const listener = await testListener();
    expect(body(await roundTrip(listener.port, get("/ECHO?a=%31")))).toBe("GET /ECHO?a=%31|");
  });

  test("path info reaches only routes that take it", async () => {
    const listener = await testListener();
    expect(body(await roundTrip(listener.port, get("/Echo/Op/2?q")))).toBe("GET /Echo/Op/2?q|");
    expect((await roundTrip(listener.port, get("/x/Op"))).status).toBe(404);
    expect((await roundTrip(listener.port, get("/echoes"))).status).toBe(404);
  });

  test("routers are asked in their order, and each path of one in its order", async () => {
    const named = (name: string) => ({ handle: () => ({ answer: text(name) }) });
    const listener = await testListener({
      routers: [
        [
          { path: "/api/calls/1", ...named("exact") },
          { path: "/api/calls/", match: "prefix", ...named("long") },
        ],
        [{ path: "/api/", match: "prefix", ...named("short") }],
      ],
    });
    const names = ["/api/other", "/API/Calls/2", "/api/calls/1"].map(async (path) =>
      body(await roundTrip(listener.port, get(path))),
    );
    expect(await Promise.all(names)).toEqual(["short", "long", "exact"]);
  });

  test("nothing of Express shows: octets of a path are compared as sent, and a slash at the end is another path", async () => {
    const listener = await testListener();
    for (const path of ["/x/", "/x%2f", "/%E1", "/x%zz"])
      expect([path, body(await roundTrip(listener.port, get(path)))]).toEqual([path, `no ${path}`]);
    const { headers } = await roundTrip(listener.port, get("/echo"));
    expect(headers.map(([name]) => name)).toEqual(["Content-Type", "Date", "Content-Length"]);
  });

  test.each([
    ["http://www.mpgateway.com/echo?a=1", "GET /echo?a=1|"],
    ["http://www.mpgateway.com:8080/echo", "GET /echo?|"],
    ["http://user@host/echo??", "GET /echo??|"],
    ["HTTP://HOST/echo/http://other/", "GET /echo/http:/other/?|"],
    ["http://host", "no /"],
    ["http://host?x=/echo", "no /"],
    ["*", "no *"],
    ["/%zz%", "no /%zz%"],
    ["//echo", "GET /echo?|"],
    ["/echo#part?x", "GET /echo?|"],
  ])("the target %s is answered by its path", async (target, expected) => {
    const listener = await testListener();
    const method = target === "*" ? "OPTIONS" : "GET";
    expect(body(await roundTrip(listener.port, get(target).replace("GET", method)))).toBe(expected);
  });

  test.each(["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])(
    "%s reaches the handler",
    async (method) => {
      const seen: string[] = [];
      const listener = await testListener({
        reply: (request) => {
          seen.push(request.method);
          return { answer: text("abc", 405) };
        },
      });
      const client = await RawClient.open(listener.port);
      const answer = await client.send(get("/x").replace("GET", method)).answer(method === "HEAD");
      expect(answer.status).toBe(405);
      expect(headerOf(answer, "content-length")).toBe("3");
      expect(seen).toEqual([method]);
      expect(body(await client.send(get("/echo")).answer())).toBe("GET /echo?|");
      client.close();
    },
  );
});

describe("answers", () => {
  test("headers keep the provider's spelling and order; then Date and Content-Length, and nothing else", async () => {
    const listener = await testListener({
      reply: () => ({
        answer: {
          status: 500,
          reason: "Erro",
          headers: [
            ["x-lower", "1"],
            ["X-AspNet-Version", "4.0.30319"],
            ["Set-Cookie", "a=1"],
            ["Set-Cookie", "b=2"],
          ],
          body: "olá",
        },
      }),
    });
    const answer = await roundTrip(listener.port, get("/x"));
    expect(answer.head.replace(/Date: .{29}\r\n/, "Date: D\r\n")).toBe(
      "HTTP/1.1 500 Erro\r\nx-lower: 1\r\nX-AspNet-Version: 4.0.30319\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nDate: D\r\nContent-Length: 4\r\n\r\n",
    );
    expect(answer.body.toString()).toBe("olá");
  });

  test("204 has no Content-Length", async () => {
    const listener = await testListener({ reply: () => ({ answer: { status: 204, headers: [], body: "" } }) });
    const client = await RawClient.open(listener.port);
    const answer = await client.send(get("/x")).answer();
    expect(headerOf(answer, "content-length")).toBeUndefined();
    expect((await client.send(get("/echo")).answer()).status).toBe(200);
    client.close();
  });

  test("an answer waits until it is settled", async () => {
    let settle: () => void = () => {};
    const settled = new Promise<void>((resolve) => {
      settle = resolve;
    });
    let handled: () => void = () => {};
    const reached = new Promise<void>((resolve) => {
      handled = resolve;
    });
    const listener = await testListener({
      reply: () => {
        handled();
        return { answer: text("durable"), settled };
      },
    });
    const client = await RawClient.open(listener.port);
    client.send(get("/x"));
    await reached;
    // Another exchange on the same server goes past the one that waits.
    expect((await roundTrip(listener.port, get("/echo"))).status).toBe(200);
    expect(client.socket.bytesRead).toBe(0);
    settle();
    expect(body(await client.answer())).toBe("durable");
    client.close();
  });

  test("a request says what was sent", async () => {
    let seen: unknown;
    const listener = await testListener({
      reply: (request) => {
        seen = request;
        return { answer: text("") };
      },
    });
    await roundTrip(
      listener.port,
      "POST http://h/x?a=1?b HTTP/1.0\r\nX-One: 1\r\nx-one: 2\r\nSet-Cookie: c\r\nContent-Length: 3\r\n\r\n\xff\x00",
    );
    expect(seen).toEqual({
      method: "POST",
      target: "http://h/x?a=1?b",
      path: "/x",
      query: "a=1?b",
      version: "1.0",
      scheme: "http",
      headers: { host: "h", "x-one": "1, 2", "set-cookie": "c", "content-length": "3" },
      rawHeaders: ["X-One", "1", "x-one", "2", "Set-Cookie", "c", "Content-Length", "3"],
      body: Buffer.from("\xff\x00"),
      remoteAddress: "127.0.0.1",
      connection: 1,
    });
  });

  test("an unending answer comes part by part, and its making ends when the client leaves", async () => {
    const gone = Promise.withResolvers<void>();
    async function* parts(): AsyncGenerator<string> {
      try {
        for (;;) {
          yield "data: 1\n\n";
          await immediate();
        }
      } finally {
        gone.resolve();
      }
    }
    const answer = { status: 200, headers: [["Content-Type", "text/event-stream"]], body: "" } as const;
    const made = parts();
    const listener = await testListener({ reply: () => ({ answer, parts: made, unending: true }) });
    const request = httpRequest({ port: listener.port, host: "127.0.0.1", path: "/x" }).end();
    const [response] = await once(request, "response");
    const [chunk] = await once(response, "data");
    expect(String(chunk)).toMatch(/^data: 1\n\n/);
    request.destroy();
    await gone.promise;
  });
});

describe("bugs", () => {
  const broken: [string, () => never | Promise<never> | { answer: ReturnType<typeof text> }][] = [
    [
      "throws",
      () => {
        throw new Error("bug");
      },
    ],
    ["rejects", () => Promise.reject(new Error("bug"))],
    [
      "gives a header that HTTP does not allow",
      () => ({ answer: { status: 200, headers: [["X", "a\nb"]], body: "" } }),
    ],
    ["gives a status that HTTP does not allow", () => ({ answer: { status: 7, headers: [], body: "" } })],
  ];
  test.each(broken)(
    "a handler that %s is reported and answered by the route's internal error",
    async (_name, handle) => {
      const bugs: unknown[] = [];
      const site = { reply: handle, route: { internalError: () => text("provider's own", 503) } };
      const listener = await testListener(site, {}, undefined, bugs);
      const answer = await roundTrip(listener.port, get("/x"));
      expect([answer.status, body(answer), bugs.length]).toEqual([503, "provider's own", 1]);
      expect((await roundTrip(listener.port, get("/echo"))).status).toBe(200);
    },
  );

  test("without an internal error of the route's own, a sentence", async () => {
    const listener = await testListener({
      reply: () => {
        throw new Error("bug");
      },
      onBug: () => {
        throw new Error("even the log is broken");
      },
    });
    const client = await RawClient.open(listener.port);
    expect((await client.send(get("/x")).rest()).bytes.length).toBe(0);
    const second = await testListener({ reply: () => Promise.reject(new Error("bug")) });
    const answer = await roundTrip(second.port, get("/x"));
    expect([answer.status, body(answer)]).toEqual([500, "Internal error of the emulator: its log says more.\n"]);
  });
});
