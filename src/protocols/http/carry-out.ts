// Carries out a reply, in its order: settled, delay, fault, answer.

import { writeAnswer, writeHead } from "./answer.ts";
import type { HttpAnswer } from "./call.ts";
import { applyFault, closeUnanswered } from "./faults.ts";
import { hold } from "./hold.ts";
import { pour } from "./pour.ts";
import type { AnswerStream, Reply } from "./reply.ts";
import { cutWhenStalled } from "./stalled.ts";
import type { Turn } from "./turn.ts";

const maxWaiting = 4 * 1024 * 1024;

/** @throws what writing the answer throws (a header that HTTP does not allow) */
export function carryOut(reply: Reply, turn: Turn): void {
  if (reply.settled === undefined) afterSettled(reply, turn);
  else reply.settled.then(() => afterSettled(reply, turn)).catch(turn.failed);
}

function afterSettled(reply: Reply, turn: Turn): void {
  const { res, door } = turn;
  if (reply.delay === undefined || reply.delay <= 0) {
    act(reply, turn);
    return;
  }
  hold(res, { clock: door.clock, time: reply.delay, cancel: [reply.cancel], leftByFin: false }, (why) => {
    try {
      if (why === "time") act(reply, turn);
      else if (why === "cancelled") closeUnanswered(res);
    } catch (error) {
      turn.failed(error);
    }
  });
}

function act(reply: Reply, turn: Turn): void {
  const { res } = turn;
  if (turn.door.closing(res)) res.shouldKeepAlive = false;
  if (reply.stream !== undefined && reply.answer !== null) openStream(reply.answer, reply.stream, reply, turn);
  else if (reply.parts !== undefined && reply.answer !== null) pour(reply.answer, reply.parts, turn);
  else if (reply.fault !== undefined) applyFault(reply.fault, reply.answer, reply.cancel, turn);
  else if (reply.answer === null) closeUnanswered(res);
  else writeAnswer(res, reply.answer, turn.date(), turn.door.clock);
}

function openStream(answer: HttpAnswer, start: (stream: AnswerStream) => void, reply: Reply, turn: Turn): void {
  const { res } = turn;
  writeHead(res, answer, turn.date(), null);
  res.flushHeaders();
  if (answer.body.length > 0) res.write(answer.body);
  const { clock, stop } = turn.door;
  hold(res, { clock, time: null, cancel: [reply.cancel, stop], leftByFin: true }, () => res.end());
  start({
    write(chunk) {
      if (res.writableEnded || res.destroyed) return false;
      const room = res.write(chunk);
      if (res.writableLength > maxWaiting) res.destroy();
      else if (!room) cutWhenStalled(res, clock);
      return room;
    },
    onClose(work) {
      if (res.closed) work();
      else res.once("close", work);
    },
    end: () => void res.end(),
  });
}
