import { createServer } from "node:net";
import { connect as tlsConnect } from "node:tls";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ListenError } from "../../../src/protocols/bind.ts";
import type { HttpRequest } from "../../../src/protocols/http/call.ts";
import type { Reply } from "../../../src/protocols/http/reply.ts";
import { handClock, realClock } from "../../support/host-clock.ts";
import { headerOf, RawClient, roundTrip } from "../../support/raw-http.ts";
import { cert, key } from "../../support/tls.ts";
import { echo, echoAfter, testListener, text } from "./listeners.ts";

const get = (path: string, more = ""): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
const body = (answer: { body: Buffer }): string => answer.body.toString("latin1");
/** A promise and the function that fulfils it. */
function signal(): { promise: Promise<void>; give: () => void } {
  let give = (): void => {};
  const promise = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { promise, give };
}

describe("the life of a connection", () => {
  test("HTTP/1.1 is kept alive and says nothing of it; Connection: close is obeyed", async () => {
    const listener = await testListener();
    const client = await RawClient.open(listener.port);
    expect(headerOf(await client.send(get("/echo")).answer(), "connection")).toBeUndefined();
    expect(headerOf(await client.send(get("/echo", "Connection: close\r\n")).answer(), "connection")).toBe("close");
    expect((await client.rest()).ending).toBe("fin");
  });

  test("HTTP/1.0 is answered with an HTTP/1.1 status line and closed, unless it asks for keep-alive", async () => {
    const listener = await testListener();
    const client = await RawClient.open(listener.port);
    const kept = await client.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").answer();
    expect([kept.statusLine, headerOf(kept, "connection")]).toEqual(["HTTP/1.1 200 OK", "keep-alive"]);
    const last = await client.send("POST /echo HTTP/1.0\r\nContent-Length: 2\r\n\r\nab").answer();
    expect([body(last), headerOf(last, "connection")]).toEqual(["POST /echo?|ab", "close"]);
    expect((await client.rest()).ending).toBe("fin");
  });

  test("what a client sends after its last request does not spoil the answer to that", async () => {
    const late = signal();
    const listener = await testListener({ reply: echoAfter(late.promise) });
    const client = await RawClient.open(listener.port);
    await new Promise((sent) => client.socket.write(`GET /x HTTP/1.0\r\n\r\n${get("/x?2")}`, sent));
    await roundTrip(listener.port, get("/echo"));
    late.give();
    expect(body(await client.answer())).toBe("GET /x?|");
    expect(await client.rest()).toEqual({ bytes: Buffer.alloc(0), ending: "fin" });
  });

  test("a client that is gone when it is refused does no harm", async () => {
    const late = signal();
    const listener = await testListener({ reply: echoAfter(late.promise) });
    const client = await RawClient.open(listener.port);
    const tunnel = "CONNECT a:1 HTTP/1.1\r\n\r\n";
    await new Promise((sent) => client.socket.write(get("/x") + tunnel, sent));
    await roundTrip(listener.port, get("/echo"));
    client.socket.resetAndDestroy();
    late.give();
    while (listener.connections() > 0) await roundTrip(listener.port, get("/echo", "Connection: close\r\n"));
    expect((await roundTrip(listener.port, get("/echo"))).status).toBe(200);
  });

  test("pipelined requests are answered in order, whatever is ready first", async () => {
    const first = signal();
    const second = signal();
    const waits = [first, second];
    const listener = await testListener({
      reply: async (request) => {
        await waits.shift()?.promise;
        return echo(request);
      },
    });
    const client = await RawClient.open(listener.port);
    client.send(get("/x?1") + get("/x?2") + get("/echo?3"));
    second.give();
    await roundTrip(listener.port, get("/echo"));
    first.give();
    const got = [body(await client.answer()), body(await client.answer()), body(await client.answer())];
    expect(got).toEqual(["GET /x?1|", "GET /x?2|", "GET /echo?3|"]);
    client.close();
  });

  test("the next request of a connection begins when the answer before is written, and never once the client is gone", async () => {
    const begun: string[] = [];
    const gates = [signal(), signal(), signal()];
    const listener = await testListener({
      reply: async (request) => {
        begun.push(request.query);
        await gates[begun.length - 1]?.promise;
        return echo(request);
      },
    });
    const client = await RawClient.open(listener.port);
    client.send(get("/x?1") + get("/x?2") + get("/x?3"));
    await roundTrip(listener.port, get("/echo"));
    expect(begun).toEqual(["1"]);
    gates[0]?.give();
    expect(body(await client.answer())).toBe("GET /x?1|");
    while (begun.length < 2) await roundTrip(listener.port, get("/echo"));
    expect(begun).toEqual(["1", "2"]);
    client.socket.resetAndDestroy();
    while (listener.connections() > 1) await roundTrip(listener.port, get("/echo", "Connection: close\r\n"));
    gates[1]?.give();
    while (listener.connections() > 0) await roundTrip(listener.port, get("/echo", "Connection: close\r\n"));
    expect(begun).toEqual(["1", "2"]);
  });

  test("a bound of its own for pipelined requests is said in the refusal", async () => {
    const late = signal();
    const listener = await testListener({ reply: echoAfter(late.promise) }, { maxPipelined: 2 });
    const client = await RawClient.open(listener.port);
    client.send(get("/x").repeat(4));
    await roundTrip(listener.port, get("/echo"));
    late.give();
    for (let n = 0; n < 3; n++) expect((await client.answer()).status).toBe(200);
    const refused = await client.answer();
    expect([refused.status, body(refused)]).toEqual([429, "Over 2 requests wait on this connection.\n"]);
    client.close();
  });

  test("nothing more is read of a connection whose waiting requests are over the bound of octets", async () => {
    const late = signal();
    const listener = await testListener({ reply: echoAfter(late.promise) }, { maxPipelined: 2, maxPipelinedBytes: 1 });
    const client = await RawClient.open(listener.port);
    client.send(get("/x").repeat(2));
    await roundTrip(listener.port, get("/echo"));
    // Read by now, the last of these would be a request too many.
    client.send(get("/x").repeat(2));
    await roundTrip(listener.port, get("/echo"));
    late.give();
    for (let n = 0; n < 4; n++) expect((await client.answer()).status).toBe(200);
    client.close();
  });

  test("a connection on which too many requests wait is refused, after the answers to those", async () => {
    const late = signal();
    const listener = await testListener({ reply: echoAfter(late.promise) });
    const client = await RawClient.open(listener.port);
    client.send(get("/x").repeat(1_100));
    await roundTrip(listener.port, get("/echo"));
    late.give();
    for (let i = 0; i < 1_001; i++) expect((await client.answer()).status).toBe(200);
    expect((await client.answer()).status).toBe(429);
    client.close();
    // Requests that come one by one are never too many.
    const patient = await RawClient.open(listener.port);
    for (let i = 0; i < 1_100; i++) expect((await patient.send(get("/x")).answer()).status).toBe(200);
    patient.close();
  });

  test.each([
    ["of a plain request", ""],
    ["of one that asks for an upgrade", "Connection: upgrade\r\nUpgrade: h2c\r\n"],
  ])("a client that closes its sending side within the body %s is told so at once", async (_name, headers) => {
    const listener = await testListener();
    const client = await RawClient.open(listener.port);
    client.send(`POST /echo HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: 5\r\n\r\nab`);
    client.socket.end();
    expect((await client.answer()).status).toBe(400);
    expect((await client.rest()).ending).toBe("fin");
  });

  test("a client that closes its sending side gets its late answers all the same", async () => {
    const late = signal();
    const listener = await testListener({ reply: echoAfter(late.promise) });
    const client = await RawClient.open(listener.port);
    client.socket.end(get("/x?1") + get("/x?é") + get("/x?3"));
    await roundTrip(listener.port, get("/echo"));
    late.give();
    const got = [body(await client.answer()), body(await client.answer()), body(await client.answer())];
    expect(got).toEqual(["GET /x?1|", "GET /x?%C3%A9|", "GET /x?3|"]);
    expect(await client.rest()).toEqual({ bytes: Buffer.alloc(0), ending: "fin" });
  });

  test("both loopback addresses answer on one port", async () => {
    const listener = await testListener();
    expect(listener.hosts[0]).toBe("127.0.0.1");
    expect(listener.url).toBe(`http://127.0.0.1:${listener.port}`);
    for (const host of listener.hosts) {
      const client = await RawClient.open(listener.port, host);
      expect(body(await client.send(get("/echo")).answer())).toBe("GET /echo?|");
      client.close();
    }
  });

  test("on every address, an IPv4 client is known by its IPv4 address", async () => {
    const reply = (request: HttpRequest): Reply => ({ answer: text(request.remoteAddress) });
    const listener = await testListener({ reply }, { hosts: ["::"] }).catch(() =>
      testListener({ reply }, { hosts: ["0.0.0.0"] }),
    );
    expect(body(await roundTrip(listener.port, get("/x")))).toBe("127.0.0.1");
  });

  test("connections over the limit are closed at once", async () => {
    const listener = await testListener({}, { maxConnections: 1 });
    const item = await RawClient.open(listener.port);
    await item.send(get("/echo")).answer();
    const two = await RawClient.open(listener.port);
    expect((await two.rest()).bytes.length).toBe(0);
    expect((await item.send(get("/echo")).answer()).status).toBe(200);
    item.close();
  });

  test("a kept connection that stays idle is closed", async () => {
    const listener = await testListener({}, { keepAliveTimeoutMs: 1 });
    const client = await RawClient.open(listener.port);
    await client.send(get("/echo")).answer();
    expect((await client.rest()).bytes.length).toBe(0);
  });
});

describe("bodies", () => {
  test("chunked, with extensions and a trailer", async () => {
    const listener = await testListener();
    const chunked = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const client = await RawClient.open(listener.port);
    client.send(`${chunked}3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n${get("/echo")}`);
    expect(body(await client.answer())).toBe("POST /echo?|abcde");
    expect(body(await client.answer())).toBe("GET /echo?|");
    client.close();
  });

  test("a GET may have one", async () => {
    const listener = await testListener();
    expect(body(await roundTrip(listener.port, `${get("/echo", "Content-Length: 3\r\n")}abc`))).toBe("GET /echo?|abc");
  });

  test("Expect: 100-continue is answered before the body comes", async () => {
    const listener = await testListener();
    const client = await RawClient.open(listener.port);
    const expecting = "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n";
    expect((await client.send(expecting).answer()).head).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    expect(body(await client.send("abc").answer())).toBe("POST /echo?|abc");
    client.close();
  });

  test("a body over the bound gets the route's answer after it was drained, and the connection closes", async () => {
    const listener = await testListener({
      route: { maxBodyBytes: 10, tooLarge: (request, max) => text(`${request.path} takes ${max}`, 500) },
    });
    const fits = await roundTrip(listener.port, `POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789`);
    expect(body(fits)).toBe("POST /x?|0123456789");
    const client = await RawClient.open(listener.port);
    const large = Buffer.alloc(3_000_000, "x");
    client.send(`POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: ${large.length}\r\n\r\n`).send(large);
    const answer = await client.answer();
    expect([answer.status, body(answer), headerOf(answer, "connection")]).toEqual([500, "/x takes 10", "close"]);
    expect((await client.rest()).ending).toBe("fin");
  });

  test("without an answer of the route's own it is 413, and what is beyond the drain stays unread", async () => {
    const listener = await testListener({ maxBodyBytes: 10, drainBytes: 100 });
    const client = await RawClient.open(listener.port);
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n96\r\n").send("x".repeat(150));
    const answer = await client.answer();
    expect([answer.status, body(answer)]).toEqual([
      413,
      "The request body is larger than the 10 bytes that this path takes.\n",
    ]);
    await client.rest();
  });

  test("a hopeless body is refused before it is sent when the client asks first", async () => {
    const listener = await testListener({ maxBodyBytes: 10 });
    const client = await RawClient.open(listener.port);
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
    expect((await client.answer()).status).toBe(413);
    expect((await client.rest()).ending).toBe("fin");
  });

  test("411 only for a POST without a length, and only where the route asks", async () => {
    const listener = await testListener({ route: { httpSys: true } });
    const client = await RawClient.open(listener.port);
    const empty = await client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").answer();
    expect(body(empty)).toBe("POST /x?|");
    expect((await client.send(get("/x")).answer()).status).toBe(200);
    expect((await client.send("POST /echo HTTP/1.1\r\nHost: x\r\n\r\n").answer()).status).toBe(200);
    const answer = await client.send("POST /x HTTP/1.1\r\nHost: x\r\n\r\n").answer();
    expect(answer.head.replace(/Date: .{29}/, "Date: D")).toBe(
      "HTTP/1.1 411 Length Required\r\nContent-Type: text/html; charset=us-ascii\r\nServer: Microsoft-HTTPAPI/2.0\r\nDate: D\r\nContent-Length: 344\r\nConnection: close\r\n\r\n",
    );
    expect((await client.rest()).ending).toBe("fin");
  });

  test("a client that leaves in the middle of its body leaves no trace", async () => {
    const seen: HttpRequest[] = [];
    const bugs: unknown[] = [];
    const reply = (request: HttpRequest): Reply => {
      seen.push(request);
      return echo(request);
    };
    const listener = await testListener({ reply }, {}, realClock, bugs);
    const client = await RawClient.open(listener.port);
    await new Promise((sent) =>
      client.socket.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc", sent),
    );
    client.socket.resetAndDestroy();
    while (listener.connections() > 0) await roundTrip(listener.port, get("/echo", "Connection: close\r\n"));
    expect([seen, bugs]).toEqual([[], []]);
  });
});

describe("what is no request", () => {
  async function refusal(bytes: string | Uint8Array, settings = {}): Promise<string> {
    const listener = await testListener({}, settings);
    const client = await RawClient.open(listener.port);
    const answer = await client.send(bytes).answer();
    expect(headerOf(answer, "connection")).toBe("close");
    expect((await client.rest()).ending).toBe("fin");
    expect((await roundTrip(listener.port, get("/echo"))).status).toBe(200);
    return `${answer.status} ${body(answer)}`;
  }

  test.each([
    ["hello\r\n\r\n", "400 This is no HTTP request: it does not begin with a method in capitals.\n"],
    [Buffer.from([0x16, 3, 1, 0, 5, 1]), "400 This is no HTTP request: it does not begin with a method in capitals.\n"],
    ["GET /echo HTTP/3.0\r\n\r\n", "400 The request line does not end in HTTP/1.0 or HTTP/1.1.\n"],
    ["GET /echo HTTP/1.1\r\nHost : x\r\n\r\n", "400 This is no HTTP request that can be read: Invalid header token.\n"],
    [
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "400 This is no HTTP request that can be read: Invalid character in chunk size.\n",
    ],
    [
      "CONNECT host:443 HTTP/1.1\r\nHost: x\r\n\r\n",
      "405 CONNECT is refused: this server is no proxy; use http addresses.\n",
    ],
    [
      get("/echo", "Connection: Upgrade\r\nUpgrade: WebSocket\r\n"),
      "400 WebSocket connections are refused: this server speaks plain HTTP.\n",
    ],
  ])("%j", async (bytes, expected) => {
    expect(await refusal(bytes)).toBe(expected);
  });

  test("a head over the bound", async () => {
    const settings = { maxHeadBytes: 1_000 };
    const expected = "431 The request line and headers are over 1000 bytes together.\n";
    expect(await refusal(get("/echo", `X: ${"a".repeat(1_000)}\r\n`), settings)).toBe(expected);
    expect(await refusal(get(`/echo?${"a".repeat(1_000)}`), settings)).toBe(expected);
    const raw = await refusal(`GET /echo?é${"a".repeat(600)}`.padEnd(1_100, "b"), settings);
    expect(raw).toMatch(/^431 The request line/);
  });

  test("a request line of a megabyte is taken", async () => {
    const listener = await testListener();
    const answer = await roundTrip(listener.port, get(`/echo?${"a".repeat(1024 * 1024)}`));
    expect(answer.body.length).toBe(1024 * 1024 + "GET /echo?|".length);
  });

  test("an offer of h2c is passed over", async () => {
    const listener = await testListener();
    const offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n";
    expect(body(await roundTrip(listener.port, get("/echo", offer)))).toBe("GET /echo?|");
  });

  test("a refusal waits for the answers before it", async () => {
    const late = signal();
    const listener = await testListener({ reply: echoAfter(late.promise) });
    const client = await RawClient.open(listener.port);
    client.send(`${get("/x")}nonsense\r\n\r\n`);
    await roundTrip(listener.port, get("/echo"));
    late.give();
    expect(body(await client.answer())).toBe("GET /x?|");
    expect((await client.answer()).status).toBe(400);
    expect((await client.rest()).ending).toBe("fin");
  });
});

describe("slow clients", () => {
  const short = { headersTimeoutMs: 20, requestTimeoutMs: 20, checkEveryMs: 10 };
  const late = "The request did not arrive whole in time.\n";

  test.each([
    ["nothing at all", ""],
    ["half a request line", "GET /ec"],
    ["half a request line with an accent", "GET /echo?é"],
    ["half the headers", "GET /echo HTTP/1.1\r\nHost: x\r\n"],
    ["half the body", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab"],
    [
      "half the body of an upgrade",
      "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 5\r\n\r\nab",
    ],
  ])("%s: 408 and closed", async (_name, bytes) => {
    const listener = await testListener({}, short);
    const client = await RawClient.open(listener.port);
    const answer = await client.send(bytes).answer();
    expect([answer.status, body(answer)]).toEqual([408, late]);
    expect((await client.rest()).ending).toBe("fin");
  });

  test("a slow answer is not a slow request", async () => {
    const clock = handClock();
    const settings = { ...short, headersTimeoutMs: 300, requestTimeoutMs: 300 };
    const listener = await testListener({ reply: () => ({ answer: text("late"), delay: 5_000 }) }, settings, clock);
    const client = await RawClient.open(listener.port);
    client.send(get("/x"));
    const slow = await RawClient.open(listener.port);
    // A whole time-out has passed by when the silent one is closed.
    await slow.answer();
    clock.advance(5_000);
    expect(body(await client.answer())).toBe("late");
    client.close();
  });
});

describe("clients that do not read", () => {
  const large = Buffer.alloc(48 * 1024 * 1024, "a");
  const replies: [string, Reply][] = [
    ["an answer", { answer: text(large) }],
    ["a truncated answer", { answer: text(large), fault: { kind: "truncate", after: large.length - 1 } }],
    ["parts", { answer: text(""), parts: partsOf(large) }],
    ["pipelined answers", { answer: text(large.subarray(0, 200 * 1024)) }],
  ];
  test.each(replies)("are cut off when they take nothing of %s for a while", async (_name, reply) => {
    const listener = await testListener({ reply: () => reply }, { stalledTimeoutMs: 50 });
    const client = await RawClient.open(listener.port);
    client.socket.pause();
    client.send(get("/x").repeat(500));
    while (listener.connections() === 0) await new Promise((resolve) => setImmediate(resolve));
    while (listener.connections() > 0) await roundTrip(listener.port, get("/echo", "Connection: close\r\n"));
    client.close();
  });

  test("are not, as long as they take something now and then; the answer is whole", async () => {
    const listener = await testListener({ reply: () => ({ answer: text(large) }) }, { stalledTimeoutMs: 10_000 });
    const client = await RawClient.open(listener.port);
    client.send(get("/x", "Connection: close\r\n"));
    let taken = 0;
    client.socket.removeAllListeners("data").on("data", (piece: Buffer) => {
      taken += piece.length;
    });
    await client.rest();
    expect(taken).toBeGreaterThan(large.length);
    client.close();
  });

  test("stay while their answer is not due", async () => {
    const clock = handClock();
    const reply: Reply = { answer: text("late"), delay: 5_000 };
    const listener = await testListener({ reply: () => reply }, { stalledTimeoutMs: 20, keepAliveTimeoutMs: 1 }, clock);
    const client = await RawClient.open(listener.port);
    client.send(get("/x"));
    // A connection that is idle after its answer is closed meanwhile.
    const idle = await RawClient.open(listener.port);
    await idle.send(get("/echo")).answer();
    await idle.rest();
    clock.advance(5_000);
    expect(body(await client.answer())).toBe("late");
    client.close();
  });
});

async function* partsOf(octets: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < octets.length; from += 64 * 1024) yield octets.subarray(from, from + 64 * 1024);
}

describe("stop", () => {
  test("answers under way are finished, idle and half-sent connections close at once, new ones are refused", async () => {
    const reached = signal();
    const release = signal();
    const listener = await testListener({
      reply: async (request) => {
        reached.give();
        await release.promise;
        return echo(request);
      },
    });
    const fresh = await RawClient.open(listener.port);
    const half = await RawClient.open(listener.port);
    half.send("GET /ec");
    const idle = await RawClient.open(listener.port);
    await idle.send(get("/echo")).answer();
    const busy = await RawClient.open(listener.port);
    busy.send(get("/x"));
    await reached.promise;
    const stopped = listener.stop(60_000);
    for (const client of [fresh, half, idle]) expect((await client.rest()).bytes.length).toBe(0);
    await expect(RawClient.open(listener.port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    release.give();
    const answer = await busy.answer();
    expect([body(answer), headerOf(answer, "connection")]).toEqual(["GET /x?|", "close"]);
    await stopped;
    expect(listener.connections()).toBe(0);
  });

  test("what is not finished by the end of the grace is cut", async () => {
    const clock = handClock();
    const reached = signal();
    const reply = (): Promise<never> => {
      reached.give();
      return new Promise(() => {});
    };
    const listener = await testListener({ reply }, {}, clock);
    const client = await RawClient.open(listener.port);
    client.send(get("/x"));
    await reached.promise;
    const stopped = listener.stop(500);
    clock.advance(499);
    expect(listener.connections()).toBe(1);
    clock.advance(1);
    await stopped;
    expect((await client.rest()).bytes.length).toBe(0);
    expect(clock.planned()).toBe(0);
  });
});

describe("a stop in a pause", () => {
  const replies: readonly (readonly [name: string, reply: Reply])[] = [
    ["delay", { answer: text("late"), delay: 1_000_000 }],
    ["drip", { answer: text("late"), fault: { kind: "drip", bytes: 1, everyMs: 1_000_000 } }],
  ];
  // The clock stands still: nothing but the stop itself ends the pause.
  test.each(replies)("of a %s answers at once, whether the client waits, has sent FIN or is gone", async (_, reply) => {
    const clock = handClock();
    const listener = await testListener({ reply: () => reply }, {}, clock);
    const clients = [];
    for (let count = 1; count <= 3; count++) {
      const client = await RawClient.open(listener.port);
      client.send(get("/x"));
      while (clock.planned() < count) await new Promise((resolve) => setImmediate(resolve));
      clients.push(client);
    }
    const [waiting, finished, gone] = clients;
    finished?.finish();
    gone?.close();
    const stopped = listener.stop(60_000);
    expect((await waiting?.rest())?.bytes.toString("latin1")).toMatch(/late$/);
    expect((await finished?.rest())?.bytes.toString("latin1")).toMatch(/late$/);
    await stopped;
    expect(listener.connections()).toBe(0);
    expect(clock.planned()).toBe(0);
  });
});

describe("opening", () => {
  test("a port in use is named, with what to do", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const failure: ListenError = await testListener({}, { port }).then(
      () => expect.unreachable(),
      (error) => error,
    );
    expect(failure).toMatchObject({ name: "ListenError", trouble: "port-in-use", host: "127.0.0.1", port });
    expect(failure.message).toBe(
      `Port ${port} of 127.0.0.1 is in use by another program. Stop that program, or choose another port (0 takes any free one).`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  test("an address that the machine does not have is left out, unless it is the only one", async () => {
    const listener = await testListener({}, { hosts: ["127.0.0.1", "192.0.2.1"] });
    expect(listener.hosts).toEqual(["127.0.0.1"]);
    await expect(testListener({}, { hosts: ["192.0.2.1"] })).rejects.toMatchObject({ trouble: "no-such-address" });
  });

  test("a certificate that cannot be used is said so", async () => {
    await expect(testListener({}, { tls: { cert: "nonsense", key } })).rejects.toMatchObject({
      trouble: "bad-certificate",
    });
  });
});

describe("over TLS", () => {
  async function over(port: number, bytes: string): Promise<{ text: string; reset: boolean }> {
    return new Promise((resolve) => {
      let text = "";
      let reset = false;
      const socket = tlsConnect({ port, host: "127.0.0.1", ca: cert, servername: "localhost" }, () =>
        socket.write(bytes),
      );
      socket.on("data", (chunk: Buffer) => {
        text += chunk.toString("latin1");
      });
      socket.on("error", (error: NodeJS.ErrnoException) => {
        reset = error.code === "ECONNRESET";
      });
      socket.on("close", () => resolve({ text, reset }));
    });
  }

  test("requests, raw accents, faults and stop work as without it", async () => {
    const seen: string[] = [];
    const replies: Reply[] = [{ answer: text("a") }, { answer: null, fault: { kind: "close" } }];
    const listener = await testListener(
      {
        reply: (request) => {
          seen.push(`${request.scheme} ${request.query} ${request.remoteAddress}`);
          return replies.shift() ?? { answer: null, fault: { kind: "reset" } };
        },
      },
      { tls: { cert, key } },
    );
    expect(listener.url).toBe(`https://127.0.0.1:${listener.port}`);
    const first = await over(listener.port, get("/x?é") + get("/x?ç"));
    expect(first.text).toMatch(/\r\n\r\na$/);
    expect(seen).toEqual(["https %C3%A9 127.0.0.1", "https %C3%A7 127.0.0.1"]);
    expect(await over(listener.port, get("/x"))).toEqual({ text: "", reset: true });
    const silent = await RawClient.open(listener.port);
    const plain = await RawClient.open(listener.port);
    expect((await plain.send(get("/x")).rest()).bytes.toString("latin1")).not.toContain("HTTP");
    await listener.stop(60_000);
    expect((await silent.rest()).bytes.length).toBe(0);
  });
});

test("no bytes on the socket kill the server, and the next request works", async () => {
  const bugs: unknown[] = [];
  const listener = await testListener({}, {}, realClock, bugs);
  const token = fc.constantFrom(
    "GET ",
    "POST ",
    "/echo",
    "?t=",
    "é",
    "\xff",
    " ",
    "%",
    "%zz",
    "HTTP/1.1",
    "\r\n",
    "\n",
    "Host: x",
    "Content-Length: 3",
    "Transfer-Encoding: chunked",
    "Expect: 100-continue",
    "Upgrade: websocket",
    ":",
    "\0",
    "0\r\n\r\n",
    "abc",
    "*",
    "http://[",
    "//",
    "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\n\r\n",
    "CONNECT a:1 HTTP/1.1\r\n\r\n",
  );
  const piece = fc.oneof(
    { weight: 3, arbitrary: token.map((word) => Buffer.from(word, "latin1")) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const client = await RawClient.open(listener.port);
      client.socket.end(Buffer.concat(pieces));
      await client.rest();
      client.close();
      expect(body(await roundTrip(listener.port, get("/echo")))).toBe("GET /echo?|");
    }),
    { numRuns: 300 },
  );
  expect(bugs).toEqual([]);
});
