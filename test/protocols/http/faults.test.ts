import { describe, expect, test } from "vitest";
import type { Fault } from "../../../src/core/fault.ts";
import type { ResponsePatch } from "../../../src/core/response-patch.ts";
import { patchedAnswer } from "../../../src/listeners/patched-answer.ts";
import type { HttpAnswer } from "../../../src/protocols/http/call.ts";
import type { Reply } from "../../../src/protocols/http/reply.ts";
import { cutInside } from "../../../src/protocols/http/truncation.ts";
import { handClock } from "../../support/host-clock.ts";
import { headerOf, RawClient } from "../../support/raw-http.ts";
import { testListener } from "./listeners.ts";

const request = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
const soap: HttpAnswer = {
  status: 200,
  headers: [
    ["Cache-Control", "private, max-age=0"],
    ["Content-Type", "text/xml; charset=utf-8"],
  ],
  body: "<r><s:MPG_ResultX>no</s:MPG_ResultX><s:MPG_Result a='1'>olá 12</s:MPG_Result></r>",
};
const whole = Buffer.from(String(soap.body));
const date = "Mon, 02 Mar 2026 12:00:00 GMT";
const head = `HTTP/1.1 200 OK\r\nCache-Control: private, max-age=0\r\nContent-Type: text/xml; charset=utf-8\r\nDate: ${date}\r\nContent-Length: ${whole.length}\r\n\r\n`;

/** All bytes that a client of `/x` sees, and how the connection ends; a second request follows on it. */
async function bytesOf(reply: Reply): Promise<{ bytes: string; ending: string }> {
  const listener = await testListener({ reply: () => reply }, {}, handClock());
  const client = await RawClient.open(listener.port);
  client.send(request);
  const { bytes, ending } = await client.rest();
  client.close();
  return { bytes: bytes.toString("latin1"), ending };
}
const latin1 = (bytes: Buffer): string => bytes.toString("latin1");

describe("faults that end the connection, byte for byte", () => {
  const cases: [name: string, fault: Fault, bytes: string, ending: string][] = [
    ["lose-answer", { kind: "lose-answer" }, "", "fin"],
    ["close", { kind: "close" }, "", "fin"],
    ["reset", { kind: "reset" }, "", "reset"],
    ["garbage", { kind: "garbage", bytes: Buffer.from([0, 255, 13, 10, 65]) }, "\x00\xff\r\nA", "fin"],
    ["truncate after 10", { kind: "truncate", after: 10 }, head + latin1(whole.subarray(0, 10)), "fin"],
    ["truncate after 0", { kind: "truncate", after: 0 }, head, "fin"],
    ["truncate after more than there is", { kind: "truncate", after: 9_999 }, head + latin1(whole), "fin"],
    [
      "truncate inside",
      { kind: "truncate", inside: "MPG_Result" },
      `${head}<r><s:MPG_ResultX>no</s:MPG_ResultX><s:MPG_Result a='1'>ol\xc3`,
      "fin",
    ],
  ];
  test.each(cases)("%s", async (_name, fault, bytes, ending) => {
    expect(await bytesOf({ answer: soap, fault })).toEqual({ bytes, ending });
  });

  test.each<Fault>([
    { kind: "truncate", after: 3 },
    { kind: "drip", bytes: 1, everyMs: 1 },
  ])("$kind without an answer closes the connection unanswered", async (fault) => {
    expect(await bytesOf({ answer: null, fault })).toEqual({ bytes: "", ending: "fin" });
  });

  test("no answer and no fault closes the connection unanswered", async () => {
    expect(await bytesOf({ answer: null })).toEqual({ bytes: "", ending: "fin" });
  });

  test("answers before it on the connection arrive whole", async () => {
    const replies: Reply[] = [{ answer: soap }, { answer: soap, fault: { kind: "reset" } }, { answer: soap }];
    const listener = await testListener({ reply: () => replies.shift() ?? { answer: null } }, {}, handClock());
    const client = await RawClient.open(listener.port);
    client.send(request + request);
    expect((await client.answer()).body).toEqual(whole);
    expect((await client.rest()).bytes.length).toBe(0);
    client.close();
  });
});

describe("patches of an answer", () => {
  const texts = { valueFor: () => undefined, escaped: (value: string) => value };
  async function answered(patch: ResponsePatch, base: HttpAnswer = soap, goesOn = true) {
    const listener = await testListener({ reply: () => ({ answer: patchedAnswer(patch, base, texts) }) });
    const client = await RawClient.open(listener.port);
    const first = await client.send(request).answer();
    if (goesOn) expect((await client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n").answer()).status).toBe(200);
    else expect(await client.rest()).toEqual({ bytes: Buffer.alloc(0), ending: "fin" });
    client.close();
    return first;
  }

  test.each([
    ["iis-500", 500, "Microsoft-IIS/8.5"],
    ["nginx-502", 502, "nginx"],
    ["maintenance", 503, undefined],
  ] as const)("page %s", async (page, status, server) => {
    const answer = await answered({ page });
    expect([answer.status, headerOf(answer, "server")]).toEqual([status, server]);
    expect(headerOf(answer, "content-type")).toMatch(/^text\/html/);
    expect(answer.body.toString()).toContain("</html>");
  });

  test("status, with a reason and over a page", async () => {
    expect((await answered({ status: 503 })).statusLine).toBe("HTTP/1.1 503 Service Unavailable");
    expect((await answered({ status: 503, reason: "Later" })).statusLine).toBe("HTTP/1.1 503 Later");
    const paged = await answered({ status: 504, page: "nginx-502" });
    expect(paged.statusLine).toBe("HTTP/1.1 504 Gateway Timeout");
    expect(latin1(paged.body)).toContain("<center>nginx</center>");
    expect((await answered({ status: 204 })).body.length).toBe(0);
  });

  test("headers replace in place, add at the end, repeat, and leave out", async () => {
    const answer = await answered({
      headers: [
        { name: "content-TYPE", values: [["text/html"]] },
        { name: "X-New", values: [["1"], ["2"]] },
        { name: "Date", values: null },
      ],
    });
    expect(answer.headers.slice(0, 4)).toEqual([
      ["Cache-Control", "private, max-age=0"],
      ["content-TYPE", "text/html"],
      ["X-New", "1"],
      ["X-New", "2"],
    ]);
    expect(headerOf(answer, "date")).toBeUndefined();
    expect(answer.body).toEqual(whole);
  });

  test("chunks, a length of its own, and no length at all", async () => {
    const bytes = async (name: string, value: string | null): Promise<string> => {
      const values = value === null ? null : [[value]];
      const answer = patchedAnswer({ headers: [{ name, values }] }, { ...soap, body: "abcdef" }, texts);
      const listener = await testListener({ reply: () => ({ answer }) });
      const client = await RawClient.open(listener.port);
      const heard = await client.send("GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").rest();
      client.close();
      return latin1(heard.bytes);
    };
    const chunked = await bytes("Transfer-Encoding", "chunked");
    expect(chunked).toMatch(/\r\n\r\n6\r\nabcdef\r\n0\r\n\r\n$/);
    expect(chunked).not.toMatch(/content-length/i);
    const short = await bytes("Content-Length", "3");
    expect([short.endsWith("\r\n\r\nabcdef"), /Content-Length: 3\r\n/.test(short)]).toEqual([true, true]);
    const open = await bytes("Content-Length", null);
    expect(open).toMatch(/\r\n\r\nabcdef$/);
    expect(open).not.toMatch(/content-length|chunked/i);
  });

  test("close ends the connection without naming it", async () => {
    const answer = await answered({ close: true }, soap, false);
    expect(headerOf(answer, "connection")).toBeUndefined();
    expect(answer.body).toEqual(whole);
  });

  test("bom stands before the body and is counted", async () => {
    expect((await answered({ bom: true })).body).toEqual(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), whole]));
  });

  test.each([
    ["text/xml; charset=utf-8", "text/xml; charset=ISO-8859-1"],
    ['text/xml;charset="utf-8"; action=x', "text/xml; action=x; charset=ISO-8859-1"],
    ["text/html", "text/html; charset=ISO-8859-1"],
  ])("charset labels %s as %s and encodes the body", async (before, after) => {
    const base = { ...soap, headers: [["Content-Type", before]] as const, body: "olá €" };
    const answer = await answered({ charset: "ISO-8859-1" }, base);
    expect(headerOf(answer, "content-type")).toBe(after);
    expect(latin1(answer.body)).toBe("olá ?");
  });

  test.each([
    ["windows-1252", "80e1"],
    ["ISO-8859-15", "a4e1"],
    ["US-ASCII", "3f3f"],
    ["UTF-8", "e282acc3a1"],
    ["UTF-16LE", "ac20e100"],
    ["UTF-16BE", "20ac00e1"],
    ["UTF-16", "fffeac20e100"],
  ])("€á in %s is %s", async (charset, hex) => {
    expect((await answered({ charset }, { ...soap, body: "€á" })).body.toString("hex")).toBe(hex);
  });

  test.each(["twice", "silence"] as const)("fault %s leaves an HTTP answer as it is", async (kind) => {
    const listener = await testListener({ reply: () => ({ answer: soap, fault: { kind } }) });
    const client = await RawClient.open(listener.port);
    expect((await client.send(request).answer()).body).toEqual(whole);
    client.close();
  });
});

describe("faults in time", () => {
  const second = "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n";

  test("drip sends so many bytes at a time, on the host clock", async () => {
    const clock = handClock();
    const listener = await testListener(
      { reply: () => ({ answer: { ...soap, body: "abcdefghijkl" }, fault: { kind: "drip", bytes: 5, everyMs: 200 } }) },
      {},
      clock,
    );
    const client = await RawClient.open(listener.port);
    client.send(request);
    const start = head.replace(String(whole.length), "12");
    expect(latin1(await client.bytes(start.length + 5))).toBe(`${start}abcde`);
    clock.advance(199);
    // The server has turned to another client since: nothing more was due.
    const other = await RawClient.open(listener.port);
    await other.send(second).answer();
    expect(client.socket.bytesRead).toBe(start.length + 5);
    clock.advance(1);
    expect(latin1(await client.bytes(start.length + 10))).toBe(`${start}abcdefghij`);
    clock.advance(200);
    expect(latin1((await client.answer()).body)).toBe("abcdefghijkl");
    expect((await client.send(second).answer()).status).toBe(200);
    client.close();
    other.close();
  });

  test("a delay passes on the host clock before the answer and before the fault", async () => {
    const clock = handClock();
    const replies: Reply[] = [
      { answer: soap, delay: 300 },
      { answer: null, delay: 300, fault: { kind: "close" } },
    ];
    const listener = await testListener({ reply: () => replies.shift() ?? { answer: null } }, {}, clock);
    const client = await RawClient.open(listener.port);
    for (const expected of [whole.length, 0]) {
      client.send(request);
      await planned(clock.planned);
      clock.advance(299);
      expect(clock.planned()).toBe(1);
      clock.advance(1);
      if (expected > 0) expect((await client.answer()).body.length).toBe(expected);
      else expect((await client.rest()).ending).toBe("fin");
    }
    client.close();
  });

  test("hang ends after its time, on cancel, on stop, and is forgotten when the client leaves", async () => {
    const clock = handClock();
    const cancel = new AbortController();
    const reply: Reply = { answer: null, fault: { kind: "hang", forMs: 60_000 }, cancel: cancel.signal };
    const listener = await testListener({ reply: () => reply }, {}, clock);
    const hanging = async (): Promise<RawClient> => {
      const client = await RawClient.open(listener.port);
      client.send(request);
      await planned(clock.planned);
      return client;
    };
    const patient = await hanging();
    clock.advance(60_000);
    expect(await patient.rest()).toEqual({ bytes: Buffer.alloc(0), ending: "fin" });

    const leaving = await hanging();
    leaving.close();
    await planned(() => (clock.planned() === 0 ? 1 : 0));

    const cancelled = await hanging();
    cancel.abort();
    expect((await cancelled.rest()).ending).toBe("fin");
    expect(clock.planned()).toBe(0);

    const late = await testListener({ reply: () => ({ answer: null, fault: { kind: "hang" } }) }, {}, clock);
    const stopped = await RawClient.open(late.port);
    stopped.send(request + second);
    await planned(late.connections);
    await late.stop(60_000);
    expect((await stopped.rest()).bytes.length).toBe(0);
  });

  test("cancel cuts a delay and a drip short", async () => {
    for (const reply of [
      { answer: soap, delay: 1_000 },
      { answer: soap, fault: { kind: "drip", bytes: 1, everyMs: 1_000 } },
    ] satisfies Reply[]) {
      const clock = handClock();
      const cancel = new AbortController();
      const listener = await testListener({ reply: () => ({ ...reply, cancel: cancel.signal }) }, {}, clock);
      const client = await RawClient.open(listener.port);
      client.send(request);
      await planned(clock.planned);
      cancel.abort();
      expect((await client.rest()).ending).toBe("fin");
      expect(clock.planned()).toBe(0);
    }
  });
});

describe("an answer is sent", () => {
  const answers: readonly (readonly [name: string, reply: Reply, sent: boolean])[] = [
    ["at once", { answer: soap }, true],
    ["after a delay", { answer: soap, delay: 300 }, false],
    ["after a drip", { answer: { ...soap, body: "ab" }, fault: { kind: "drip", bytes: 1, everyMs: 300 } }, false],
    ["when a fault closes", { answer: soap, delay: 300, fault: { kind: "close" } }, false],
    ["when a fault resets", { answer: soap, delay: 300, fault: { kind: "reset" } }, false],
    ["when a fault truncates", { answer: soap, fault: { kind: "truncate", after: 3 } }, true],
    ["as soon as it hangs", { answer: null, delay: 300, fault: { kind: "hang" } }, false],
  ];
  test.each(answers)("%s", async (_name, reply, atOnce) => {
    const clock = handClock();
    const { promise, resolve } = Promise.withResolvers<void>();
    let sent = 0;
    const onSent = (): void => {
      sent++;
      resolve();
    };
    const listener = await testListener({ reply: () => ({ ...reply, onSent }) }, {}, clock);
    const client = await RawClient.open(listener.port);
    client.send(request);
    if (!atOnce) {
      await planned(clock.planned);
      expect(sent).toBe(0);
      clock.advance(300);
    }
    await promise;
    client.close();
    await listener.stop(0);
    expect(sent).toBe(1);
  });

  test("when its commit fails", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const listener = await testListener({
      reply: () => ({ answer: soap, settled: Promise.reject(new Error("full")), onSent: resolve }),
    });
    const client = await RawClient.open(listener.port);
    expect((await client.send(request).answer()).status).toBe(500);
    await promise;
    client.close();
  });

  test("when the client leaves before it, or the wait is cancelled", async () => {
    for (const how of ["leaves", "cancelled"]) {
      const clock = handClock();
      const cancel = new AbortController();
      const { promise, resolve } = Promise.withResolvers<void>();
      const reply: Reply = { answer: soap, delay: 300, cancel: cancel.signal, onSent: resolve };
      const listener = await testListener({ reply: () => reply }, {}, clock);
      const client = await RawClient.open(listener.port);
      client.send(request);
      await planned(clock.planned);
      if (how === "leaves") client.socket.resetAndDestroy();
      else cancel.abort();
      await promise;
      client.close();
    }
  });
});

/** Lets the event loop turn until there is something. */
async function planned(count: () => number): Promise<void> {
  while (count() === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe("where a body ends inside an element", () => {
  test.each([
    ["<a>1234</a>", "a", "<a>12"],
    ["<a/>", "a", "<a"],
    ["<a />", "a", "<a"],
    ["<a></a>", "a", "<a>"],
    ["<ab>1</ab><p:a x='>'>1234</p:a>", "a", "<ab>1</ab><p:a x='>'>12"],
    ["<a>1234", "a", "<a>12"],
    ["<a", "a", "<"],
    ['{"b":1,"a":"12\\"4"}', "a", '{"b":1,"a":"12'],
    ['{"a": 1234}', "a", '{"a": 12'],
    ["1;0123456789", "a", "1;0123"],
    ["", "a", ""],
    ["<a.b>12</a.b>", "a.b", "<a.b>1"],
  ])("%s cut inside %s is %s", (body, name, expected) => {
    expect(body.slice(0, cutInside(Buffer.from(body), name))).toBe(expected);
  });
});
