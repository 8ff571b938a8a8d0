// The faults of the scenario language ("Faults"), carried out on the socket byte for byte. Words of SMPP alone leave the
// answer as it is.

import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Millis } from "../../core/clock.ts";
import type { Fault } from "../../core/fault.ts";
import { bytesOf, writeAnswer, writeHead } from "./answer.ts";
import type { HttpAnswer } from "./call.ts";
import type { AnswerContext } from "./context.ts";
import type { SentRecorder } from "./sent-answer.ts";
import { cutInside } from "./truncation.ts";
import { wait } from "./wait.ts";

/** @param answer null: faults that need an answer close the connection unanswered */
export function applyFault(
  fault: Fault,
  answer: HttpAnswer | null,
  cancel: AbortSignal | undefined,
  context: FaultContext,
): void | Promise<void> {
  const { res, connections, sent, date } = context;
  switch (fault.kind) {
    case "reset":
      onSocket(res, () => connections.reset(res));
      return sent.end("RST");
    case "hang":
      sent.end("nothing");
      return hang(fault.forMs ?? null, cancel, context);
    case "garbage":
      onSocket(res, (socket) => {
        socket.write(fault.bytes);
        closeSoon(socket);
      });
      sent.raw(fault.bytes);
      return sent.end("FIN");
  }
  if (answer === null || fault.kind === "lose-answer" || fault.kind === "close") {
    closeUnanswered(res);
    sent.end("FIN");
  } else if (fault.kind === "truncate") truncate(fault, answer, context);
  else if (fault.kind === "drip") return drip(fault, answer, cancel, context);
  else writeAnswer(res, answer, date(), sent);
}

/** A request whose answer is due, and the recorder of the octets that leave. */
interface FaultContext extends AnswerContext {
  readonly sent: SentRecorder;
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

function truncate(fault: Truncate, answer: HttpAnswer, { res, date, sent }: FaultContext): void {
  const body = bytesOf(answer.body);
  writeHead(res, answer, date(), body.length);
  const after = "inside" in fault ? cutInside(body, fault.inside) : fault.after;
  const part = body.subarray(0, Math.max(0, after));
  if (part.length > 0) res.write(part);
  else res.flushHeaders();
  onSocket(res, closeSoon);
  sent.head(res);
  sent.body(res, part);
  sent.end("FIN", body.length);
}

async function drip(
  fault: Drip,
  answer: HttpAnswer,
  cancel: AbortSignal | undefined,
  { res, connections, date, sent }: FaultContext,
): Promise<void> {
  const body = bytesOf(answer.body);
  const step = Math.max(1, Math.floor(fault.bytes));
  const pause = {
    clock: connections.clock,
    time: fault.everyMs,
    cancel: [cancel, connections.stopped],
    leftByFin: false,
  };
  writeHead(res, answer, date(), body.length);
  res.flushHeaders();
  sent.head(res);
  let from = 0;
  for (; from + step < body.length; from += step) {
    const part = body.subarray(from, from + step);
    res.write(part);
    sent.body(res, part);
    const why = await wait(res, pause);
    if (why === "time") continue;
    // A stop ends the pauses alone: the rest goes out at once.
    if (why === "cancelled" && cancel?.aborted !== true) {
      from += step;
      break;
    }
    if (why === "cancelled") closeUnanswered(res);
    return sent.end("FIN", body.length);
  }
  const rest = body.subarray(from);
  res.end(rest);
  sent.body(res, rest);
  sent.whole(res);
}
