// Carries out a reply, in its order: settled, delay, fault, answer.

import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Millis } from "../../core/clock.ts";
import { writeAnswer, writeHead } from "./answer.ts";
import type { HttpAnswer } from "./call.ts";
import type { AnswerContext } from "./context.ts";
import { applyFault, closeUnanswered } from "./faults.ts";
import type { AnswerStream, Reply } from "./reply.ts";
import { SentRecorder } from "./sent-answer.ts";
import { wait } from "./wait.ts";

const maxWaiting = 4 * 1024 * 1024;

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
  const why = await wait(res, { clock: connections.clock, time, cancel: [reply.cancel], leftByFin: false });
  if (why === "time") await act(reply, context);
  else {
    if (why === "cancelled") closeUnanswered(res);
    new SentRecorder(reply.onWire).end(why === "cancelled" ? "FIN" : "nothing");
  }
}

function act(reply: Reply, context: AnswerContext): void | Promise<void> {
  const { res, connections, date } = context;
  const { answer, stream, parts, fault } = reply;
  const sent = new SentRecorder(reply.onWire);
  if (connections.closing(res)) res.shouldKeepAlive = false;
  if (answer !== null && stream !== undefined) openStream(answer, stream, reply, context);
  else if (answer !== null && parts !== undefined)
    return sendParts(answer, { parts, unending: reply.unending === true }, context);
  else if (fault !== undefined) {
    if (fault.kind === "hang") nothingComes(reply, res);
    return applyFault(fault, answer, reply.cancel, { ...context, sent });
  } else if (answer === null) {
    closeUnanswered(res);
    sent.end("FIN");
  } else writeAnswer(res, answer, date(), sent);
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

function openStream(
  answer: HttpAnswer,
  start: (stream: AnswerStream) => void,
  reply: Reply,
  { res, connections, date }: AnswerContext,
): void {
  writeHead(res, answer, date(), null);
  res.flushHeaders();
  if (answer.body.length > 0) res.write(answer.body);
  const { clock, stopped } = connections;
  const open = wait(res, { clock, time: null, cancel: [reply.cancel, stopped], leftByFin: true });
  open.then(() => res.end());
  start({
    write(chunk) {
      if (res.writableEnded || res.destroyed) return false;
      const room = res.write(chunk);
      if (res.writableLength > maxWaiting) res.destroy();
      return room;
    },
    onClose(work) {
      if (res.closed) work();
      else res.once("close", work);
    },
    end: () => void res.end(),
  });
}
