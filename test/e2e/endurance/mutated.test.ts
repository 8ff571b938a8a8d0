// Random and mutated requests at every door: nothing ends the process, every connection is answered or closed, memory stays
// bounded, another sandbox sees nothing. TORPEDO_ENDURANCE_MS a door (default 2,500) and TORPEDO_SEED set length and chance:
// `npm run endurance` gives it ten minutes.

import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mult, send, soap, unitario } from "../../../bench/requests.ts";
import { type Server, serve } from "../../support/endurance/server.ts";
import { bindTransceiver, submitSm } from "../../wire/smpp/support/octets.ts";

const lengthMs = Number(process.env["TORPEDO_ENDURANCE_MS"] ?? 2_500);
const seed = Number(process.env["TORPEDO_SEED"] ?? process.hrtime.bigint() % 0x7fffffffn);
/** Real milliseconds that a connection may stay open once its client has said all it had to say. */
const patienceMs = 20_000;
const together = 8;

let state = seed;
function random(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return (state >>> 8) % below;
}

const bits = [
  ...[
    "%00",
    "%",
    "%u0041",
    "&",
    ";;;;",
    "\r\n\r\n",
    "\0",
    "é",
    "\ud83d\ude00",
    "'",
    '"',
    "<![CDATA[",
    "]]>",
    "&#x0;",
    "&x;",
  ],
  ...["<!DOCTYPE a [<!ENTITY x 'y'>]>", "</", "[[[[", '{"__proto__":{"a":1}}', "null", "-1", "1e999", "9".repeat(40)],
  ...["Transfer-Encoding: chunked\r\n", "Content-Length: 5\r\n", "Expect: 100-continue\r\n", "HTTP/9.9", "*", "../../"],
];

/** One to four changes somewhere: an octet, a piece cut out or doubled, a nasty bit put in, an end cut off. */
function mutated(request: Buffer): Buffer {
  let octets = Buffer.from(request);
  for (let changes = 1 + random(4); changes > 0 && octets.length > 1; changes--) {
    const at = random(octets.length);
    const [front, back] = [octets.subarray(0, at), octets.subarray(at)];
    const piece = back.subarray(0, 1 + random(30));
    switch (random(6)) {
      case 0:
        octets[at] = random(256);
        break;
      case 1:
        octets = Buffer.concat([front, back.subarray(piece.length)]);
        break;
      case 2:
        octets = Buffer.concat([front, piece, back]);
        break;
      case 3:
        octets = Buffer.concat([front, Buffer.from(Array.from({ length: random(40) }, () => random(256))), back]);
        break;
      case 4:
        octets = Buffer.from(octets.subarray(0, Math.max(1, at)));
        break;
      default:
        octets = Buffer.concat([front, Buffer.from(bits[random(bits.length)] ?? ""), back]);
    }
  }
  return octets;
}

const json = JSON.stringify([
  { token: "DEMO-SOPHIA-TOKEN", mensagens: [{ destino: "11999990001", msg: "Oi", id: "1" }] },
]);
const posted = (path: string, type: string, body: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const got = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
const form = "Credencial=DEMO0000000000000020&Principal_User=1&Aux_User=A&Mobile=11999990001&Send_Project=N&Message=Oi";

const doors = {
  mensagem: [send.request(1), mult.request(1).slice(0, 400), got("/sms/stat?h=x"), got("/sms/cacl?u=126b114c&h=1;2")],
  mobilepronto: [
    soap.request(1),
    posted("/Service.asmx/MPG_Send_SMS", "application/x-www-form-urlencoded", form),
    got("/Service.asmx?WSDL"),
    got("/voice/v_3_00/service.asmx?op=MPG_Status_Voice"),
  ],
  wbsapi: [
    posted("/wbsapi.asmx/cancel", "application/x-www-form-urlencoded", "Usuario=126b114c&Hash=1"),
    soap.request(1).replace("/Service.asmx", "/wbsapi.asmx"),
  ],
  sophia: [unitario.request(1), posted("/api/envio.php", "application/json", json), got("/api/dlr.php?token=x&id=1")],
  control: [
    posted("/torpedo/v1/sandboxes", "application/json", '{"name":"a","clock":"manual"}'),
    posted("/torpedo/v1/sandboxes/none/wait", "application/json", '{"what":"messages","timeout":"1ms"}'),
    got("/torpedo/v1/sandboxes/none/messages?limit=5"),
  ],
} as const;

let server: Server;
const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(":") + 1));

beforeAll(async () => {
  console.log(`mutated requests: TORPEDO_SEED=${seed}`);
  server = await serve({ sandboxes: { quiet: { "sophia/main": { details: { token: "QUIET" } } } } });
});
afterAll(() => server.kill());

/** Says it, ends its half, and waits for the other end. */
async function say(port: number, octets: Buffer): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const closed = once(socket, "close").catch(() => {});
  socket.on("error", () => {});
  socket.on("end", () => socket.end());
  socket.resume();
  socket.setTimeout(patienceMs, () => socket.destroy(new Error("never closed")));
  let late = false;
  socket.on("timeout", () => {
    late = true;
  });
  socket.end(octets);
  await closed;
  if (late) throw new Error(`left open: ${octets.toString("base64")}`);
}

async function batter(port: number, make: () => Buffer): Promise<number> {
  const until = performance.now() + lengthMs;
  let count = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      count += 1;
      await say(port, make());
    }
  };
  await Promise.all(Array.from({ length: together }, one));
  return count;
}

async function quiet(): Promise<unknown> {
  const answer = await fetch(`${server.urls.http}/torpedo/v1/sandboxes/quiet`);
  const info: unknown = await answer.json();
  return typeof info === "object" && info !== null && "counts" in info ? info.counts : info;
}

describe("random and mutated requests", () => {
  const cases = [...Object.keys(doors), "smpp"] as (keyof typeof doors | "smpp")[];
  it.each(cases)("at %s: answered or closed, and nobody else sees it", { timeout: lengthMs + 60_000 }, async (door) => {
    const nothing = await quiet();
    const before = server.memory();
    const { http, mensagem, smpp } = server.urls;
    const count =
      door === "smpp"
        ? await batter(portOf(smpp), () => Buffer.concat([bindTransceiver, mutated(submitSm(2)), mutated(submitSm(3))]))
        : await batter(portOf(door === "mensagem" ? mensagem : http), () =>
            mutated(Buffer.from(doors[door][random(doors[door].length)] ?? "")),
          );
    const grown = (server.memory() - before) / 2 ** 20;
    console.log(`${door}: ${count} connections, ${grown.toFixed(0)} MB more`);
    expect(count).toBeGreaterThan(20);
    expect(grown).toBeLessThan(200);
    expect(await quiet()).toEqual(nothing);
    const good = await fetch(`${mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
    expect(await good.text()).toMatch(/^1;[0-9a-f]{32}$/);
  });
});
