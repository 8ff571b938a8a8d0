// Random and mutated requests at every door: nothing ends the process, every connection is answered or closed, memory stays
// bounded, another sandbox is to the byte what it was. Each connection follows from TORPEDO_SEED, its door and its number.
// TORPEDO_ENDURANCE_MS a door (default 500) sets the length, a million connections a door end it sooner:
// `npm run endurance -- fuzz` gives it minutes.

import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lengthOf } from "../../support/endurance/amount.ts";
import { chanceOf, seedOfRun } from "../../support/endurance/chance.ts";
import { collectable, collectGarbage } from "../../support/endurance/collect.ts";
import { httpRequests } from "../../support/endurance/grammar.ts";
import { type HttpListenerName, httpListeners } from "../../support/endurance/grammar-listeners.ts";
import { smppSession } from "../../support/endurance/grammar-smpp.ts";
import { type Server, serve } from "../../support/endurance/server.ts";
import { scratch, undoAll } from "../../support/sandboxed.ts";

type TestChannel = HttpListenerName | "smpp";

const lengthMs = lengthOf(500);
const seed = seedOfRun();
/** Real milliseconds that a connection may stay open once its client has said all it had to say. */
const patienceMs = 20_000;
/** Real milliseconds after which the client of an event stream leaves. */
const streamMs = 2_000;
const together = 8;
const [least, max] = [25, 1_000_000];

/** Octets that the client sends on the connection of a listener with this number. */
function sentencesOn(listener: TestChannel, number: number): Buffer {
  const chance = chanceOf(`${seed} ${listener} ${number}`);
  return listener === "smpp" ? smppSession(chance) : httpRequests(chance, listener);
}

let server: Server;
let log: string;
const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(":") + 1));

beforeAll(async () => {
  console.log(`random requests: TORPEDO_SEED=${seed}`);
  log = join(scratch(), "fuzz.log");
  server = await serve({
    log,
    node: [collectable],
    sandboxes: { quiet: { "sophia/main": { credits: 10, details: { token: "QUIET-TOKEN" } } } },
  });
  await fetch(`${server.urls.http}/api/unitario.php?token=QUIET-TOKEN&destino=11999990001&msg=Oi`);
  const wait = { what: "messages", where: { status: "delivered" }, timeout: "20s" };
  await fetch(`${server.urls.http}/torpedo/v1/sandboxes/quiet/wait`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wait),
  });
});
afterAll(async () => {
  await server.kill();
  await undoAll();
});

/**
 * Says it, ends its half, and waits for the other end. An event stream never ends by itself, and keeps a broken request
 * behind it waiting: its client leaves.
 */
async function say(port: number, octets: Buffer): Promise<boolean> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const closed = once(socket, "close").catch(() => {});
  socket.on("error", () => {});
  socket.on("end", () => socket.end());
  socket.resume();
  let late = false;
  socket.setTimeout(patienceMs, () => {
    late = true;
    socket.destroy();
  });
  socket.end(octets);
  const leave = octets.includes("/events") ? setTimeout(() => socket.destroy(), streamMs) : undefined;
  await closed;
  clearTimeout(leave);
  return !late;
}

async function batter(listener: TestChannel, port: number): Promise<number> {
  const until = performance.now() + lengthMs;
  let count = 0;
  const item = async (): Promise<void> => {
    while ((performance.now() < until || count < least) && count < max) {
      const number = count++;
      if (await say(port, sentencesOn(listener, number))) continue;
      throw new Error(`TORPEDO_SEED=${seed}, ${listener}, connection ${number} was left open`);
    }
  };
  await Promise.all(Array.from({ length: together }, item));
  return count;
}

/** All that there is of the other sandbox: accounts, and its journal to the byte. */
async function quiet(): Promise<string> {
  const at = `${server.urls.http}/torpedo/v1/sandboxes/quiet`;
  const [accounts, journal] = [await fetch(`${at}/accounts`), await fetch(`${at}/export?format=jsonl`)];
  return (await accounts.text()) + (await journal.text());
}

const megabytes = (octets: number): number => Math.round(octets / 2 ** 20);

describe("random and mutated requests", () => {
  it("are the same again for the same seed, door and number, and others otherwise", () => {
    for (const listener of [...Object.keys(httpListeners), "smpp"] as TestChannel[]) {
      const sentences = Array.from({ length: 50 }, (_, number) => sentencesOn(listener, number).toString("latin1"));
      expect(Array.from({ length: 50 }, (_, number) => sentencesOn(listener, number).toString("latin1"))).toEqual(
        sentences,
      );
      expect(new Set(sentences).size).toBeGreaterThan(40);
    }
    expect(() => seedOfRun("abc")).toThrow("TORPEDO_SEED=abc is no whole number");
  });

  const cases = [...Object.keys(httpListeners), "smpp"] as TestChannel[];
  it.each(cases)(
    "at %s: answered or closed, and nobody else sees it",
    { timeout: lengthMs + 60_000 },
    async (listener) => {
      const nothing = await quiet();
      expect(nothing).toContain('"status":"delivered"');
      const { http, mensagem, smpp } = server.urls;
      const count = await batter(
        listener,
        portOf(listener === "smpp" ? smpp : listener === "mensagem" ? mensagem : http),
      );
      const resident = server.memory();
      await collectGarbage(log);
      const held = server.memory();
      console.log(
        `${listener}: ${count} connections, ${megabytes(resident)} MB, without garbage ${megabytes(held)} MB`,
      );
      expect(count).toBeGreaterThanOrEqual(least);
      // Retention bounds what is kept, so that no more is needed however long it goes on.
      expect(megabytes(held)).toBeLessThan(300);
      expect(await quiet()).toBe(nothing);
      const good = await fetch(`${mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
      expect(await good.text()).toMatch(/^(?:1;[0-9a-f]{32}|97;)/);
    },
  );
});
