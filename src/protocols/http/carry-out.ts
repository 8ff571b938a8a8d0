// Carries out a reply, in its order: settled, delay, fault, answer.

import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Millis } from "../../core/clock.ts";
import { writeAnswer, writeHead } from "./answer.ts";
import type { HttpAnswer } from "./call.ts";
import type { AnswerContext } from "./context.ts";
import { applyFault, closeUnanswered } from "./faults.ts";
import type { Reply } from "./reply.ts";
import { SentRecorder } from "./sent-answer.ts";
import { wait } from "./wait.ts";

/** @throws what writing the answer throws (a header that HTTP does not allow), or rejects with the reason of `settled` */
export function carryOut(reply: Reply, context: AnswerContext): void | Promise<void> {
  const { res } = context;
  if (reply.onSent !== undefined) {
    if (res.closed) reply.onSent();
    else res.once("close", reply.onSent);
  }
  if (reply.settled === undefined) return afterSettled(reply, context);
  return reply.settled.then(() => afterSettled(reply, context));
}

function afterSettled(reply: Reply, context: AnswerContext): void | Promise<void> {
  return reply.delay !== undefined && reply.delay > 0 ? afterDelay(reply, reply.delay, context) : act(reply, context);
}

async function afterDelay(reply: Reply, time: Millis, context: AnswerContext): Promise<void> {
  const { res, connections } = context;
  const cancel = [reply.cancel, connections.stopped];
  const why = await wait(res, { clock: connections.clock, time, cancel, leftByFin: false });
  // A stop ends the delay alone: the answer goes out at once.
  const isShortened = why === "cancelled" && reply.cancel?.aborted !== true;
  if (why === "time" || isShortened) await act(reply, context);
  else {
    if (why === "cancelled") closeUnanswered(res);
    new SentRecorder(reply.onWire).end(why === "cancelled" ? "FIN" : "nothing");
  }
}

function act(reply: Reply, context: AnswerContext): void | Promise<void> {
  const { res, connections, date } = context;
  const { answer, parts, fault } = reply;
  const sent = new SentRecorder(reply.onWire);
  if (connections.closing(res)) res.shouldKeepAlive = false;
  if (answer !== null && parts !== undefined)
    return sendParts(answer, { parts, unending: reply.unending === true }, context);
  else if (fault !== undefined) {
    if (fault.kind === "hang") nothingComes(reply, res);
    return applyFault(fault, answer, reply.cancel, { ...context, sent });
  } else if (answer === null) {
    closeUnanswered(res);
    sent.end("FIN");
  } else {
    try {
      writeAnswer(res, answer, date(), sent);
    } catch (error) {
      sent.end();
      throw error;
    }
  }
}

function nothingComes({ onSent }: Reply, res: ServerResponse): void {
  if (onSent === undefined || res.closed) return;
  res.removeListener("close", onSent);
  onSent();
}

async function sendParts(
  answer: HttpAnswer,
  { parts, unending }: { readonly parts: NonNullable<Reply["parts"]>; readonly unending: boolean },
  { res, connections, date }: AnswerContext,
): Promise<void> {
  writeHead(res, answer, date(), null);
  let bug: unknown;
  async function* whole(): AsyncGenerator<Uint8Array | string> {
    try {
      for await (const part of parts) {
        if (part !== null) yield part;
        else return void res.destroy();
      }
    } catch (error) {
      bug = error;
      throw error;
    }
  }
  const leaving = new AbortController();
  if (unending) {
    const left = wait(res, { clock: connections.clock, time: null, cancel: [], leftByFin: true });
    left.then(() => leaving.abort());
  }
  await pipeline(whole(), res, { signal: leaving.signal }).catch((error: unknown) => {
    // Any other error means that the client left, or that the connection was cut.
    if (error === bug) throw error;
  });
}
