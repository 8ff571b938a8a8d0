import { createServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/protocols/http/address.ts";
import {
  type ClientResult,
  type ClientSettings,
  createClient,
  type HttpClient,
} from "../../../src/protocols/http/client.ts";
import { type Catcher, startCatcher } from "../../support/catcher.ts";
import { handClock, realClock } from "../../support/host-clock.ts";
import { cert, key } from "../../support/tls.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function catcher(): Promise<Catcher> {
  const started = await startCatcher();
  undo.push(() => started.stop());
  return started;
}
function client(clock = realClock, settings: ClientSettings = { interim: 20 }): HttpClient {
  const made = createClient(clock, settings);
  undo.push(() => made.stop());
  return made;
}
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  undo.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
/** A server that says these bytes to whoever sends something, and closes. */
const saying = (bytes: string): Promise<number> =>
  listening(createServer((socket) => socket.on("error", () => {}).once("data", () => socket.end(bytes))));
const errorOf = (result: ClientResult): string => ("error" in result ? result.error : `status ${result.status}`);
const get = (url: string) => ({ url, timeoutMs: 60_000 });

describe("a callback", () => {
  test("goes out as written, with the headers given", async () => {
    const { url, until } = await catcher();
    const sent = "/dlr?msisdn=11999990001&date=2026-03-02%2009%3A00:00&message=ol%e1+'x'&a=[1]|2";
    const result = await client().send({
      url: `${url}${sent}#part`,
      headers: { "User-Agent": "SMS" },
      timeoutMs: 60_000,
    });
    expect(result).toMatchObject({ status: 200, firstBytes: Buffer.from("ok") });
    const [caught] = await until(1);
    expect(caught?.target).toBe(sent);
    expect(caught?.method).toBe("GET");
    expect(caught?.headers["user-agent"]).toBe("SMS");
  });

  test("any status is an answer, a redirect too", async () => {
    const { url, inTurn, caught } = await catcher();
    inTurn(500, 404, (response) => response.writeHead(302, { Location: "/elsewhere" }).end());
    const { send } = client();
    const answers = [await send(get(url)), await send(get(url)), await send(get(url))];
    expect(answers.map((answer) => "status" in answer && answer.status)).toEqual([500, 404, 302]);
    expect(caught).toHaveLength(3);
  });

  test("two kibibytes of a long answer are kept, and an endless one is cut off", async () => {
    const { url, inTurn } = await catcher();
    inTurn(
      (response) => response.end("x".repeat(60_000)),
      (response) => {
        const pour = (): void => {
          while (!response.destroyed && response.write("y".repeat(16_384)));
        };
        response.on("drain", pour);
        pour();
      },
    );
    const { send } = client();
    expect(await send(get(url))).toMatchObject({ status: 200, firstBytes: Buffer.alloc(2_048, "x") });
    expect(await send(get(url))).toMatchObject({ status: 200, firstBytes: Buffer.alloc(2_048, "y") });
  });

  test("interim responses are passed over, but a flood of them is cut off", async () => {
    const interim = "HTTP/1.1 102 Processing\r\n\r\n";
    const few = await saying(`${interim.repeat(3)}HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`);
    expect(await client().send(get(`http://127.0.0.1:${few}/`))).toMatchObject({ status: 200 });
    const many = await saying(interim.repeat(2_000));
    const sent = errorOf(await client().send(get(`http://127.0.0.1:${many}/`)));
    expect(sent).toBe(
      `http://127.0.0.1:${many} sent more than 20 interim responses (1xx) and no final one: mend it, or start with --bound interim=NUMBER.`,
    );
    const patient = client(realClock, { interim: 3 });
    expect(await patient.send(get(`http://127.0.0.1:${few}/`))).toMatchObject({ status: 200 });
    const wide = await saying(`${interim.repeat(4)}HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`);
    expect(errorOf(await patient.send(get(`http://127.0.0.1:${wide}/`)))).toContain("more than 3 interim responses");
  });

  test("connections are kept alive and bounded per origin", async () => {
    const receiver = await catcher();
    const { send } = client(realClock, { connectionsPerOrigin: 3 });
    await Promise.all(Array.from({ length: 100 }, () => send(get(receiver.url))));
    expect(receiver.caught).toHaveLength(100);
    expect(receiver.connections()).toBeLessThanOrEqual(3);
  });

  test("too many waiting for one receiver fail at once", async () => {
    const receiver = await catcher();
    receiver.reply("hang");
    const { send } = client(realClock, { waitingPerOrigin: 1 });
    void send(get(receiver.url));
    expect(errorOf(await send(get(receiver.url)))).toContain("has 1 callbacks waiting already");
  });

  test("a silent receiver times out on the host clock", async () => {
    const receiver = await catcher();
    receiver.reply("hang");
    const clock = handClock();
    const sent = client(clock).send({ url: receiver.url, timeoutMs: 30_000 });
    await receiver.until(1);
    clock.advance(30_000);
    expect(await sent).toEqual({
      error: expect.stringContaining("No answer from http://127.0.0.1"),
      durationMs: 30_000,
    });
    expect(errorOf(await sent)).toContain("within 30000 ms");
  });

  test("what ends before the request is out ends it all the same: its time, or its owner", async () => {
    const receiver = await catcher();
    receiver.reply("hang");
    const clock = handClock();
    // At once, while the library that sends is still being loaded.
    const late = client(clock).send({ url: receiver.url, timeoutMs: 5 });
    clock.advance(5);
    expect(errorOf(await late)).toContain("within 5 ms");
    const { send } = client();
    expect(errorOf(await send({ ...get(receiver.url), cut: AbortSignal.abort() }))).toContain("stopped");
    const owner = new AbortController();
    const cut = client().send({ ...get(receiver.url), cut: owner.signal });
    owner.abort();
    expect(errorOf(await cut)).toContain("stopped");
    expect(receiver.caught).toEqual([]);
  });

  test("stop cuts what is under way and refuses what comes later", async () => {
    const receiver = await catcher();
    receiver.reply("hang");
    const made = client();
    const sent = made.send(get(receiver.url));
    await receiver.until(1);
    await made.stop();
    expect(errorOf(await sent)).toContain("stopped");
    expect(errorOf(await made.send(get(receiver.url)))).toContain("stopped");
  });
});

describe("a callback that fails says why", () => {
  test("nothing listens: with a word on containers for loopback names", async () => {
    const gone = await startCatcher();
    await gone.stop();
    for (const host of ["127.0.0.1", "localhost"]) {
      const why = errorOf(await client().send(get(`http://${host}:${gone.port}/`)));
      expect(why).toContain("refused the connection");
      expect(why).toContain("the container itself");
    }
  });

  test("an unknown name", async () => {
    // Too long for a name, so that no resolver is asked.
    expect(errorOf(await client().send(get(`http://${"a".repeat(64)}.invalid/`)))).toContain("cannot be resolved");
  });

  test("a reset, an empty close, something that is no HTTP, a broken-off body", async () => {
    const receiver = await catcher();
    receiver.reply("reset");
    const { send } = client();
    expect(errorOf(await send(get(receiver.url)))).toContain("closed the connection without a whole answer");
    expect(errorOf(await send(get(`http://127.0.0.1:${await saying("")}`)))).toContain("closed the connection");
    expect(errorOf(await send(get(`http://127.0.0.1:${await saying("hello, world\r\n\r\n")}`)))).toContain("not HTTP");
    const broken = await saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    expect(errorOf(await send(get(`http://127.0.0.1:${broken}`)))).toContain("without a whole answer");
  });

  test("TLS: an unknown authority, and a receiver without TLS", async () => {
    const tls = createTlsServer({ key, cert }, (socket) => socket.on("error", () => {}));
    tls.on("tlsClientError", () => {});
    const port = await listening(tls);
    expect(errorOf(await client().send(get(`https://localhost:${port}/`)))).toContain("is not trusted");
    const plain = await saying("HTTP/1.1 400 Bad Request\r\n\r\n");
    expect(errorOf(await client().send(get(`https://localhost:${plain}/`)))).toContain("use http://");
  });

  test("an address or a header that cannot be sent", async () => {
    const { url } = await catcher();
    expect(errorOf(await client().send(get("ftp://host/")))).toContain("no http or https address");
    const bad = { url, headers: { "X-A": "a\nb" }, timeoutMs: 1_000 };
    expect(errorOf(await client().send(bad))).toContain("cannot be sent");
  });
});

describe("addresses", () => {
  test("path and query stay as written as far as HTTP can carry them", () => {
    expect(parseAddress("http://h")?.path).toBe("/");
    expect(parseAddress("http://h?a='b'")?.path).toBe("/?a='b'");
    expect(parseAddress("http://h/a/../b?x=%zz")?.path).toBe("/a/../b?x=%zz");
    expect(parseAddress("http://h/olá mundo?ç")?.path).toBe("/ol%C3%A1%20mundo?%C3%A7");
    expect(parseAddress("HTTP://User@H:80/x")).toEqual({ origin: "http://h", path: "/x", hostname: "h" });
    expect(parseAddress("mailto:a@b")).toBeNull();
  });
});
