// A client does its worst, and the sends of another in another sandbox are answered as before: beside each misery the same
// sends are timed as without any, in the same run.

import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmulator } from "../../../src/client/start-emulator.ts";
import { type Catcher, startCatcher } from "../../support/catcher.ts";
import { isStrict } from "../../support/endurance/amount.ts";
import { chanceOf, seedOfRun } from "../../support/endurance/chance.ts";
import { httpRequests } from "../../support/endurance/grammar.ts";
import { smppSession } from "../../support/endurance/grammar-smpp.ts";
import { control } from "../../support/endurance/senders.ts";
import { type Server, serve } from "../../support/endurance/server.ts";
import { connect as connectEsme, type Esme } from "../../support/esme.ts";
import { addMany } from "../../support/inbox/many.ts";
import { scratch, undoAll } from "../../support/sandboxed.ts";

/** Messages that the sandbox of the miserable has from the start, to be listed and exported. */
const many = 5_000;
/** Pairs of a send and a submit_sm that are timed at least, and rounds of the misery that must have ended meanwhile. */
const [pairs, rounds] = [40, 2];
const api = "/torpedo/v1/sandboxes/default";
const seed = seedOfRun();

let server: Server;
let catcher: Catcher;
let esme: Esme;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(":") + 1));

beforeAll(async () => {
  const data = join(scratch(), "misery.db");
  await (await startEmulator({ data, httpPort: 0, mensagemPort: 0, smppPort: 0, logLevel: "error" })).stop();
  await addMany(data, many);
  catcher = await startCatcher();
  catcher.reply("hang");
  const calm = { credits: { long: 100_000 }, details: { integrationUser: "calm", smppPassword: "smpp9500" } };
  server = await serve({
    data,
    accounts: {
      "sophia/main": { credits: 1_000_000, callbacks: { dlr: catcher.url } },
      "mensagem/main": { credits: { long: 1_000_000 } },
    },
    sandboxes: { calm: { "mensagem/main": calm } },
  });
  esme = await connectEsme(server.urls.smpp);
  await esme.request("bind_transmitter", { system_id: "calm", password: "smpp9500" });
}, 60_000);
afterAll(async () => {
  esme.close();
  agent.destroy();
  await server.kill();
  await catcher.stop();
  await undoAll();
});

function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve(body));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end();
  });
}

interface Timed {
  readonly median: number;
  readonly worst: number;
}

/** Milliseconds of the calm client's sends, until it has timed enough of them and `isEnough`. */
async function timed(isEnough: () => boolean = () => true): Promise<Timed> {
  const took: number[] = [];
  const time = async (send: () => Promise<void>): Promise<void> => {
    const begun = performance.now();
    await send();
    took.push(performance.now() - begun);
  };
  for (let n = 0; n < pairs || !isEnough(); n++) {
    await time(async () => {
      expect(await get(`${server.urls.mensagem}/sms/send?u=calm&n=11999990001&m=Oi`)).toMatch(/^1;/);
    });
    await time(async () => {
      const answer = await esme.request("submit_sm", { destination_addr: "11999990001", short_message: "Oi" });
      expect(answer.command_status).toBe(0);
    });
  }
  took.sort((a, b) => a - b);
  return { median: took[Math.floor(took.length / 2)] ?? 0, worst: took.at(-1) ?? 0 };
}

/** Action that a miserable client repeats, on a number of connections at once. */
interface Misery {
  readonly together: number;
  prepare?(): Promise<void>;
  round(number: number): Promise<unknown>;
}

/** Connections of the miserable, which go with their misery. */
const open = new Set<Socket>();

/** Resolves at this event, or when the connection is over. */
async function heard(socket: Socket, event: "connect" | "data" | "close"): Promise<void> {
  if (!socket.destroyed) await new Promise((resolve) => socket.once(event, resolve).once("close", resolve));
}

async function connected(address: string): Promise<Socket> {
  const socket = connect({ port: portOf(address), host: "127.0.0.1" });
  open.add(socket);
  socket.on("error", () => {});
  socket.on("close", () => open.delete(socket));
  await heard(socket, "connect");
  return socket;
}

const miseries: Readonly<Record<string, Misery>> = {
  "takes nothing of long lists that it asks for again and again": {
    together: 1,
    async prepare() {
      for (let n = 0; n < 3; n++) {
        const socket = await connected(server.urls.http);
        socket.pause();
        socket.write(`GET ${api}/messages?limit=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`.repeat(20));
      }
    },
    async round() {
      const socket = await connected(server.urls.http);
      socket.write(`GET ${api}/messages?limit=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      await heard(socket, "data");
      socket.pause();
    },
  },
  "says anything at all over HTTP and SMPP": {
    together: 8,
    async round(number) {
      const chance = chanceOf(`${seed} misery ${number}`);
      const isSmpp = number % 2 === 0;
      const socket = await connected(isSmpp ? server.urls.smpp : server.urls.http);
      socket.resume();
      socket.end(isSmpp ? smppSession(chance) : httpRequests(chance, "sophia"));
      await heard(socket, "close");
    },
  },
  "never answers its callbacks": {
    together: 8,
    round: () => get(`${server.urls.http}/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi`),
  },
  "has a scenario of costly expressions": {
    together: 4,
    async prepare() {
      const rules = Array.from({ length: 30 }, (_, n) => ({
        rule: `costly ${n}`,
        when: { text: `/^(([a-z])+.)+[A-Z]([a-z])+${n}$|(a|aa|a?)+b{${n},40}$/` },
        then: [{ answer: "no-credit" }],
      }));
      const text = JSON.stringify({ scenario: "Costly", rules });
      expect((await control(server.urls, "PUT /sandboxes/default/scenario", { text })).status).toBe(200);
    },
    round: () => get(`${server.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=${"a".repeat(140)}!`),
  },
  "fills its SMPP window over and over": {
    together: 1,
    async round() {
      const miser = await connectEsme(server.urls.smpp);
      await miser.request("bind_transceiver", { system_id: "126b114c", password: "smpp9500" });
      const sms = { destination_addr: "11999990001", short_message: "Oi", registered_delivery: 1 };
      await Promise.all(Array.from({ length: 300 }, () => miser.request("submit_sm", sms)));
      miser.close();
    },
  },
  "exports all it has": {
    together: 1,
    round: (number) => get(`${server.urls.http}${api}/export?format=${["jsonl", "har", "pcapng"][number % 3]}`),
  },
};

describe("a client of another sandbox is answered as before while one", () => {
  it.each(Object.entries(miseries))(
    "%s",
    { timeout: 180_000, retry: 1 },
    async (name, { together, prepare, round }) => {
      const calm = await timed();
      await prepare?.();
      let [begun, ended, isOver] = [0, 0, false];
      const misery = Array.from({ length: together }, async () => {
        while (!isOver) {
          await round(begun++);
          ended += 1;
        }
      });
      const beside = await timed(() => ended >= rounds);
      isOver = true;
      for (const socket of open) socket.destroy();
      await Promise.allSettled(misery);
      const visible = ({ median, worst }: Timed): string => `median ${median.toFixed(1)}, worst ${worst.toFixed(1)} ms`;
      console.log(`${name}, ${ended} rounds: ${visible(calm)} without, ${visible(beside)} beside it`);
      // Generous: a machine that is busy itself has its own delays, which a single one of the worst may be.
      expect(beside.median).toBeLessThan(isStrict ? 20 * calm.median + 50 : 10_000);
      expect(beside.worst).toBeLessThan(isStrict ? 5 * calm.worst + 1_000 : 30_000);
    },
  );
});
