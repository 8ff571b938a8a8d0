// The faults of the scenario language ("Faults"), carried out on the socket byte for byte. Words of SMPP alone leave the
// answer as it is.

import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Millis } from "../../core/clock.ts";
import type { Fault } from "../../core/fault.ts";
import { bytesOf, writeAnswer, writeHead } from "./answer.ts";
import type { HttpAnswer } from "./call.ts";
import type { AnswerContext } from "./context.ts";
import { cutInside } from "./truncation.ts";
import { wait } from "./wait.ts";

/** @param answer null: faults that need an answer close the connection unanswered */
export function applyFault(
  fault: Fault,
  answer: HttpAnswer | null,
  cancel: AbortSignal | undefined,
  context: AnswerContext,
): void | Promise<void> {
  const { res, connections, date } = context;
  switch (fault.kind) {
    case "lose-answer":
    case "close":
      closeUnanswered(res);
      break;
    case "reset":
      onSocket(res, () => connections.reset(res));
      break;
    case "hang":
      return hang(fault.forMs ?? null, cancel, context);
    case "garbage":
      onSocket(res, (socket) => {
        socket.write(fault.bytes);
        closeSoon(socket);
      });
      break;
    case "truncate":
      if (answer === null) closeUnanswered(res);
      else truncate(fault, answer, context);
      break;
    case "drip":
      if (answer === null) closeUnanswered(res);
      else return drip(fault, answer, cancel, context);
      break;
    default:
      if (answer === null) closeUnanswered(res);
      else writeAnswer(res, answer, date());
  }
}

/** FIN without an octet, after the answers before this one on the connection. */
export function closeUnanswered(res: ServerResponse): void {
  onSocket(res, closeSoon);
}

/** With pipelining an answer has no socket before its turn. */
function onSocket(res: ServerResponse, work: (socket: Duplex) => void): void {
  if (res.closed) return;
  if (res.socket !== null) work(res.socket);
  else res.once("socket", work);
}

/** FIN after the octets already written; then nothing is read any more either. */
function closeSoon(socket: Duplex): void {
  if (socket.writableFinished) socket.destroy();
  else socket.end(() => socket.destroy());
}

async function hang(
  time: Millis | null,
  cancel: AbortSignal | undefined,
  { res, connections: { clock, stopped } }: AnswerContext,
): Promise<void> {
  await wait(res, { clock, time, cancel: [cancel, stopped], leftByFin: true });
  closeUnanswered(res);
}

type Truncate = Extract<Fault, { kind: "truncate" }>;
type Drip = Extract<Fault, { kind: "drip" }>;

function truncate(fault: Truncate, answer: HttpAnswer, { res, date }: AnswerContext): void {
  const body = bytesOf(answer.body);
  writeHead(res, answer, date(), body.length);
  const after = "inside" in fault ? cutInside(body, fault.inside) : fault.after;
  const part = body.subarray(0, Math.max(0, after));
  if (part.length > 0) res.write(part);
  else res.flushHeaders();
  onSocket(res, closeSoon);
}

async function drip(
  fault: Drip,
  answer: HttpAnswer,
  cancel: AbortSignal | undefined,
  { res, connections, date }: AnswerContext,
): Promise<void> {
  const body = bytesOf(answer.body);
  const step = Math.max(1, Math.floor(fault.bytes));
  const pause = { clock: connections.clock, time: fault.everyMs, cancel: [cancel], leftByFin: false };
  writeHead(res, answer, date(), body.length);
  res.flushHeaders();
  let from = 0;
  for (; from + step < body.length; from += step) {
    res.write(body.subarray(from, from + step));
    const why = await wait(res, pause);
    if (why === "left") return;
    if (why === "cancelled") return closeUnanswered(res);
  }
  res.end(body.subarray(from));
}
