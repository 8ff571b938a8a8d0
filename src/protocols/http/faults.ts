// The faults of the scenario language ("Faults"), carried out on the socket byte for byte. Words of SMPP alone, and
// `throttle` (an answer of the provider's own), leave the answer as it is.

import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Fault } from "../../scenario/engine/fault.ts";
import { alteredAnswer, bytesOf } from "./altered-answer.ts";
import { writeAnswer, writeHead } from "./answer.ts";
import type { HttpAnswer } from "./call.ts";
import { hold } from "./hold.ts";
import { cutWhenStalled } from "./stalled.ts";
import { cutInside } from "./truncation.ts";
import type { Turn } from "./turn.ts";

/** @param answer null when nothing was processed; faults that alter an answer then close the connection unanswered */
export function applyFault(fault: Fault, answer: HttpAnswer | null, cancel: AbortSignal | undefined, turn: Turn): void {
  const { res, door } = turn;
  switch (fault.kind) {
    case "lose-answer":
    case "close":
      closeUnanswered(res);
      break;
    case "reset":
      onSocket(res, () => door.reset(res));
      break;
    case "hang":
      hold(res, { clock: door.clock, time: fault.forMs ?? null, cancel: [cancel, door.stop], leftByFin: true }, () =>
        closeUnanswered(res),
      );
      break;
    case "garbage":
      onSocket(res, (socket) => {
        socket.write(fault.bytes);
        closeSoon(socket);
      });
      break;
    case "truncate":
      if (answer === null) closeUnanswered(res);
      else truncate(fault, answer, turn);
      break;
    case "drip":
      if (answer === null) closeUnanswered(res);
      else drip(fault, answer, cancel, turn);
      break;
    default: {
      const altered = alteredAnswer(fault, answer);
      if (altered === null) closeUnanswered(res);
      else writeAnswer(res, altered, turn.date(), door.clock);
    }
  }
}

/** FIN without a byte, once the answers before this one on the connection are out. */
export function closeUnanswered(res: ServerResponse): void {
  onSocket(res, closeSoon);
}

/** With pipelining an answer has no socket until it is its turn. */
function onSocket(res: ServerResponse, work: (socket: Duplex) => void): void {
  if (res.closed) return;
  if (res.socket !== null) work(res.socket);
  else res.once("socket", work);
}

/** FIN after what has been written; then nothing is read any more either. */
function closeSoon(socket: Duplex): void {
  if (socket.writableFinished) socket.destroy();
  else socket.end(() => socket.destroy());
}

type Truncate = Extract<Fault, { kind: "truncate" }>;
type Drip = Extract<Fault, { kind: "drip" }>;

function truncate(fault: Truncate, answer: HttpAnswer, { res, door, date }: Turn): void {
  const body = bytesOf(answer);
  writeHead(res, answer, date(), body.length);
  const after = "inside" in fault ? cutInside(body, fault.inside) : fault.after;
  const part = body.subarray(0, Math.max(0, after));
  if (part.length > 0) res.write(part);
  else res.flushHeaders();
  cutWhenStalled(res, door.clock);
  onSocket(res, closeSoon);
}

function drip(fault: Drip, answer: HttpAnswer, cancel: AbortSignal | undefined, turn: Turn): void {
  const { res, door } = turn;
  const body = bytesOf(answer);
  const step = Math.max(1, Math.floor(fault.bytes));
  writeHead(res, answer, turn.date(), body.length);
  res.flushHeaders();
  const from = (at: number): void => {
    const next = at + step;
    if (next >= body.length) {
      res.end(body.subarray(at));
      return;
    }
    res.write(body.subarray(at, next));
    cutWhenStalled(res, door.clock);
    hold(res, { clock: door.clock, time: fault.everyMs, cancel: [cancel], leftByFin: false }, (why) => {
      if (why === "time") from(next);
      else if (why === "cancelled") closeUnanswered(res);
    });
  };
  from(0);
}
