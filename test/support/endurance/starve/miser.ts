// A client that does its worst, in a process of its own: `node miser.ts NAME URLS`. Prints `on` when the misery has begun, and
// goes on until it is killed. The rows of the names are those of the tests in test/e2e/endurance/starve.test.ts.

import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect, createServer, type Socket } from "node:net";
import type { Urls } from "../server.ts";

const sandbox = "/torpedo/v1/sandboxes/default";
/** Octets of a body, at its bound. */
const max = 4 * 1024 * 1024 - 1_024;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let isOn = false;
function on(): void {
  if (!isOn) process.stdout.write("on\n");
  isOn = true;
}

/** Resolves at this event, or when the connection is over. */
async function heard(socket: Socket, event: "connect" | "drain" | "close"): Promise<void> {
  if (!socket.destroyed) await new Promise((resolve) => socket.once(event, resolve).once("close", resolve));
}

/** @returns null when nobody answers at this address */
async function connected(address: string): Promise<Socket | null> {
  const port = Number(address.slice(address.lastIndexOf(":") + 1));
  const socket = connect({ port, host: "127.0.0.1" }).on("error", () => {});
  await heard(socket, "connect");
  return socket.destroyed ? null : socket;
}

/** Writes pieces until the other side closes, at the speed at which it reads. */
async function pour(socket: Socket, pieces: Iterable<string | Buffer>): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    if (!socket.write(piece)) await heard(socket, "drain");
    if (socket.bytesWritten > 16_384) on();
  }
}

/** Status of a request; 0 when the connection broke. */
function query(url: string, method = "GET", body?: object): Promise<number> {
  return new Promise((resolve) => {
    const headers = body === undefined ? {} : { "Content-Type": "application/json" };
    const sent = request(url, { agent, method, headers }, (response) => {
      response.resume();
      response.on("close", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", () => resolve(0));
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Runs rounds one after the other, so many lines of them at once, for ever. */
function again(together: number, round: (line: number) => Promise<unknown>): void {
  for (let line = 0; line < together; line++)
    void (async () => {
      for (;;) {
        const begun = performance.now();
        await round(line);
        // A refused round costs no more than this, so that the miser leaves the machine to the others.
        if (performance.now() - begun < 1) await pause(1);
      }
    })();
}

/** Messages of the miserable sandbox, so many a second; each status of theirs is an event. */
function sends(urls: Urls, perSecond: number, provider: "mensagem" | "sophia" = "mensagem"): void {
  const url = {
    mensagem: `${urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`,
    sophia: `${urls.http}/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi`,
  }[provider];
  const lines = 4;
  again(lines, async () => {
    await query(url);
    await pause((1_000 * lines) / perSecond);
  });
}

const routes = ["/Service.asmx", "/wbsapi.asmx", "/api/envio.php", "/sms/send", `${sandbox}/inbound`, "/nowhere"];

/** Eight connections, each with a body that never ends, cut in this way, at every route in turn. */
function bodies(urls: Urls, head: string, pieces: () => Iterable<string | Buffer>): void {
  let turn = 0;
  again(8, async () => {
    const socket = await connected(urls.http);
    if (socket === null) return pause(50);
    socket.resume().setNoDelay(true);
    socket.write(`POST ${routes[turn++ % routes.length]} HTTP/1.1\r\nHost: 127.0.0.1\r\n${head}\r\n\r\n`);
    await pour(socket, pieces());
    // The last octet does not come for a while: all that was read is still held.
    await Promise.race([heard(socket, "close"), pause(2_000)]);
    socket.destroy();
  });
}

/** A connection with a thousand requests for the longest list, anew every five seconds. */
function lists(urls: Urls, isRead: boolean): void {
  again(1, async () => {
    const socket = await connected(urls.http);
    if (socket === null) return pause(50);
    if (isRead) socket.resume();
    else socket.pause();
    await pour(socket, [`GET ${sandbox}/messages?limit=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`.repeat(1_000)]);
    await Promise.race([heard(socket, "close"), pause(5_000)]);
    socket.destroy();
  });
}

const miseries: Readonly<Record<string, (urls: Urls) => void | Promise<void>>> = {
  chunks(urls) {
    const piece = "1\r\nx\r\n".repeat(8_192);
    bodies(urls, "Content-Type: text/xml\r\nTransfer-Encoding: chunked", function* () {
      for (let octets = 0; octets + 8_192 < max; octets += 8_192) yield piece;
    });
  },
  segments(urls) {
    bodies(urls, `Content-Type: text/xml\r\nContent-Length: ${max}`, function* () {
      for (let octets = 0; octets < max - 1; octets++) yield "x";
    });
  },
  parts(urls) {
    const part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n';
    const count = Math.floor(max / part.length / 256);
    const head = `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${count * 256 * part.length}`;
    bodies(urls, head, function* () {
      for (let n = 0; n < count; n++) yield part.repeat(256);
    });
  },
  "lists, unread": (urls) => lists(urls, false),
  "lists, read": (urls) => lists(urls, true),
  // Each turn of the server's loop accepts a single connection, in the order of arrival: its turns must be short.
  async waits(urls) {
    sends(urls, 50);
    const body = JSON.stringify({ what: "messages", where: { text: "never" }, timeout: "10m" });
    const head = `POST ${sandbox}/wait HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n`;
    again(1, async () => {
      const sockets = await Promise.all(Array.from({ length: 300 }, () => connected(urls.http)));
      for (const socket of sockets) socket?.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
      await pause(500);
      on();
      for (const socket of sockets) socket?.destroy();
    });
  },
  sandboxes(urls) {
    let number = 0;
    again(8, async () => {
      await query(`${urls.http}/torpedo/v1/sandboxes`, "POST", { name: `more-${number++}` });
      if (number > 200) on();
    });
  },
  verify(urls) {
    const verified = { what: "messages", where: { text: "message" }, atLeast: 1 };
    again(8, async () => {
      await query(`${urls.http}${sandbox}/verify`, "POST", verified);
      on();
    });
  },
  async streams(urls) {
    for (let n = 0; n < 200; n++) {
      const socket = await connected(urls.http);
      socket?.pause().write("GET /torpedo/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }
    on();
    sends(urls, 100);
  },
  async receiver(urls) {
    const flood = Buffer.from("HTTP/1.1 102 Processing\r\n\r\n".repeat(2_000));
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => {
        on();
        void pour(
          socket,
          (function* () {
            for (;;) yield flood;
          })(),
        );
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const changed = { callbacks: { dlr: `http://127.0.0.1:${port}/dlr` } };
    await query(`${urls.http}${sandbox}/accounts/sophia/main`, "PATCH", changed);
    sends(urls, 50, "sophia");
  },
};

const [, , name = "", urls = "{}"] = process.argv;
const misery = miseries[name];
if (misery === undefined) throw new Error(`no misery ${name}`);
process.on("disconnect", () => process.exit());
await misery(JSON.parse(urls));
