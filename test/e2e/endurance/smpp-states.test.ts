// Every command of SMPP 3.4 in every state of a session, right, wrong in one way or spoilt anyhow, in any pieces: the answers
// are those of the table (test/support/endurance/smpp-oracle.ts), one for each that is due and none else. Each conversation
// follows from TORPEDO_SEED, its room and its number; TORPEDO_ENDURANCE_MS a room sets how long it goes on.

import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandTable } from "../../../src/protocols/smpp/commands.ts";
import type { SmppSession } from "../../../src/protocols/smpp/session.ts";
import { decideBind, openListener, reply, type TestChannel } from "../../protocols/smpp/support/listener.ts";
import { lengthOf } from "../../support/endurance/amount.ts";
import { chanceOf, seedOfRun } from "../../support/endurance/chance.ts";
import {
  type Answered,
  answersIn,
  commandRows,
  Oracle,
  objection,
  strangeIds,
} from "../../support/endurance/smpp-oracle.ts";
import { type Credentials, conversation, pieces, rounds } from "../../support/endurance/smpp-samples.ts";
import { handClock } from "../../support/host-clock.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

const lengthMs = lengthOf(400);
const seed = seedOfRun();
const together = 6;
const outbind = 0x0b;
/** Nothing but what is said ends a session; no wrong password is one too many. */
const hostTimers = { refusedBindMs: 600_000, finMs: 600_000 };
const bindAttempts = 16_777_216;
/** Octets of a PDU at most. */
const max = { open: 1_024, bound: 66_000 };

/** A connection to hold one conversation on, and how its session counts, where that can be seen. */
interface Line {
  readonly socket: Socket;
  counters(): SmppSession["counters"] | undefined;
}
/** Where conversations are held. */
interface Room {
  readonly credentials: Credentials;
  /** Answer to an allowed and well-formed request; null: the provider decides. */
  readonly served: number | null;
  /** Whether answers come in the order of their requests. */
  readonly inOrder: boolean;
  /** Ids of what the SMSC itself asks. */
  readonly requests: readonly number[];
  open(): Promise<Line>;
}

/** Says it all, ends its half, and gives what came until the other end. */
async function delay(socket: Socket, octets: readonly Buffer[]): Promise<Buffer> {
  const came: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => came.push(chunk));
  const closed = once(socket, "close");
  for (const piece of octets) {
    if (!socket.writable) break;
    await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
  }
  socket.end();
  await closed;
  return Buffer.concat(came);
}

/** Fault of the answers; null: none. */
function wrong(oracle: Oracle, answers: readonly Answered[], inOrder: boolean): string | null {
  const left = [...answers];
  const { last } = oracle;
  for (const due of oracle.expected) {
    const at = inOrder ? 0 : left.findIndex((answer) => objection(due, answer) === null);
    if (at === -1 && due.optional === true) continue;
    const nearest = at === -1 ? left.findIndex(({ sequence }) => sequence === due.sequence) : at;
    const answer = left[nearest];
    if (answer === undefined) return `nothing answers ${due.sequence}`;
    const why = objection(due, answer);
    if (why !== null) return why;
    // Whatever was in the making before it.
    if (due === last && answer !== answers.at(-1)) return `${due.sequence}, which ends it, is not answered last`;
    left.splice(nearest, 1);
  }
  return left.length === 0 ? null : `${left.length} answers too many, to ${left.map(({ sequence }) => sequence)}`;
}

async function promise(name: string, room: Room, number: number): Promise<void> {
  const chance = chanceOf(`${seed} ${name} ${number}`);
  const all = conversation(chance, number, room.credentials, max);
  const oracle = new Oracle(room.served, !room.inOrder);
  for (const sentences of all) oracle.hear(sentences);
  const line = await room.open();
  const came = answersIn(await delay(line.socket, pieces(chance, all)));
  const why = wrong(
    oracle,
    came.filter(({ id }) => id >= 0x80000000),
    room.inOrder,
  );
  const where = `TORPEDO_SEED=${seed}, ${name}, conversation ${number}`;
  if (why !== null) {
    const sentences = all.map(({ octets }) => octets.toString("hex", 0, 60)).join("\n");
    throw new Error(`${where}: ${why}\n${sentences}`);
  }
  expect([where, came.flatMap(({ id }) => (id < 0x80000000 ? [id] : []))]).toEqual([where, room.requests]);
  const counters = line.counters();
  // PDUs behind an unbind are counted as far as they are read.
  if (counters !== undefined && oracle.state !== "UNBOUND")
    expect([where, { ...counters }]).toMatchObject([where, oracle.counters]);
}

async function dial(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** A door whose answers are known, each in the very moment or a little later. */
async function wire(late: boolean): Promise<{ readonly listener: TestChannel; readonly room: Room }> {
  const sessions = new Map<number, SmppSession>();
  const clock = handClock();
  let turns = 0;
  const later = async <Answer>(answer: Answer): Promise<Answer> => {
    for (let wait = turns++ % 4; wait > 0; wait--) await new Promise((resolve) => setImmediate(resolve));
    return answer;
  };
  const listener = await openListener({
    hostTimers: { ...hostTimers, quietMs: 60_000 },
    limits: { bindAttempts },
    handlers: {
      onPdu: (session) => void sessions.set(session.peer.port, session),
      ...(late && {
        bind: (pdu) => later(decideBind(pdu, clock)),
        request: (_session, pdu) => later(reply(pdu)),
        sessionRequest: () => later({}),
      }),
    },
  });
  const room: Room = {
    credentials: { user: "user", password: "secret" },
    served: 0,
    inOrder: !late,
    requests: [],
    async open() {
      const socket = await dial(listener.port);
      const { localPort = 0 } = socket;
      return { socket, counters: () => sessions.get(localPort)?.counters };
    },
  };
  return { listener, room };
}

const rooms: Record<string, Room> = {};
const listeners: TestChannel[] = [];
const esme = createServer({ noDelay: true });

beforeAll(async () => {
  console.log(`SMPP conversations: TORPEDO_SEED=${seed}`);
  const [prompt, late] = [await wire(false), await wire(true)];
  listeners.push(prompt.listener, late.listener);
  rooms["answered at once"] = prompt.room;
  rooms["answered later"] = late.room;

  esme.listen(0, "127.0.0.1");
  await once(esme, "listening");
  const address = esme.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  rooms["called by outbind"] = {
    ...prompt.room,
    requests: [outbind],
    async open() {
      const called = once(esme, "connection");
      const target = { host: "127.0.0.1", port, systemId: "SMSC", password: "ours" };
      const session = await prompt.listener.listener.outbind(target);
      const [socket]: Socket[] = await called;
      if (socket === undefined) throw new Error("nobody called");
      socket.on("error", () => {});
      return { socket, counters: () => session.counters };
    },
  };

  const emulator = await emulate({}, { smpp: { ...hostTimers, bindAttempts } });
  const smpp = Number(emulator.urls.smpp.split(":").at(-1));
  rooms["at the provider"] = {
    credentials: { user: "126b114c", password: "smpp9500" },
    served: null,
    inOrder: false,
    requests: [],
    open: async () => ({ socket: await dial(smpp), counters: () => undefined }),
  };
});
afterAll(async () => {
  esme.close();
  for (const listener of listeners) await listener[Symbol.asyncDispose]();
  await undoAll();
});

describe("every PDU in every state is answered by the table", () => {
  it("with everything said in each state, the same again for the same seed", () => {
    const heard = new Set<string>();
    const say = (number: number) => {
      const credentials = { user: "user", password: "secret" };
      return conversation(chanceOf(`${seed} any ${number}`), number, credentials, max);
    };
    for (let number = 0; number < rounds; number++) {
      const oracle = new Oracle(0);
      for (const sentences of say(number)) {
        heard.add(`${oracle.state} ${sentences.broken === undefined ? sentences.id : "broken"}`);
        oracle.hear(sentences);
      }
      expect(say(number)).toEqual(say(number));
    }
    const ids = [...commandRows.map(({ id }) => id), ...strangeIds, "broken"];
    const due = ["OPEN", "BOUND_TX", "BOUND_RX", "BOUND_TRX"].flatMap((state) => ids.map((id) => `${state} ${id}`));
    expect(due.filter((item) => !heard.has(item))).toEqual([]);
    expect(commandRows.map(({ id }) => id).toSorted()).toEqual(commandTable.map(({ id }) => id).toSorted());
  });

  it.each([
    // Each caller is awaited before the next one.
    ["answered at once", together],
    ["answered later", together],
    ["called by outbind", 1],
    ["at the provider", together],
  ])("%s", { timeout: lengthMs + 60_000 }, async (name, clients) => {
    const room = rooms[name] ?? expect.unreachable(name);
    const until = performance.now() + lengthMs;
    let count = 0;
    const client = async (): Promise<void> => {
      while (count < rounds || performance.now() < until) await promise(name, room, count++);
    };
    await Promise.all(Array.from({ length: clients }, client));
    console.log(`${name}: ${count} conversations`);
    expect(listeners.flatMap(({ bugs }) => bugs)).toEqual([]);
  });
});
