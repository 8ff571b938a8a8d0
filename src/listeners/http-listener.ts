// From a provider's route to the listener: the call is journalled with its answer in the transaction of what it did, the
// answer waits for the commit, and the scenario's delay and fault are handed to the wire.

import { accountKey } from "../core/account.ts";
import type { Clock, Millis } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import { findingsOf } from "../core/findings.ts";
import type { Message } from "../core/message.ts";
import { leavesAtOnce, type Outcome } from "../core/outcome.ts";
import type { Call, Store } from "../core/ports.ts";
import { decidedByDefault } from "../core/reason-sentences.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Sandboxes } from "../core/sandboxes.ts";
import type { Workers } from "../delivery/workers.ts";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { Fallback, HeadOf, Reply } from "../protocols/http/reply.ts";
import type { SentHttp } from "../protocols/http/sent-answer.ts";
import type { HandledHttp } from "../providers/handled.ts";
import type { ProviderRoute } from "../providers/provider.ts";
import {
  isAsPlanned,
  joined,
  longRequestOf,
  type PlannedAnswer,
  plannedAnswer,
  plannedSent,
  sentAnswer,
} from "./kept-answer.ts";
import { refusalsOf } from "./kept-refusals.ts";
import { listenerName } from "./listener-name.ts";
import { type Mask, maskHeader, toMask } from "./mask.ts";
import { presentedAnswer } from "./presented-answer.ts";
import { refusedBy } from "./refused-requests.ts";
import { loggedRequest, type RequestLog } from "./request-log.ts";

export interface JournalDeps {
  readonly store: Store;
  readonly events: Events;
  readonly sandboxes: Sandboxes;
  readonly workers: Workers;
  readonly hostClock: Clock;
  /** Sandbox of requests that no provider sees. */
  readonly fallback: () => Sandbox;
  /** Bytes of a request or answer that the journal keeps. */
  readonly journalBytes: number;
  readonly mask: Mask;
  /** Absent: requests are not logged. */
  readonly requestLog?: RequestLog | undefined;
}

/** Longest wait, in milliseconds, for a report that is to overtake its answer. */
const overtakeWithin = 5_000;

/** Adds a row to the journal, and reports it. @returns its place */
export function journalHttp(deps: JournalDeps, row: Call): number {
  const seq = deps.store.journal.add(row);
  const { sandbox, provider, code } = row;
  deps.events.emit({ kind: "call", sandbox, seq, provider, code });
  return seq;
}

/** @param listener its name in the journal, but `https` for requests over TLS */
export function journalled(
  deps: JournalDeps,
  provider: string,
  route: Omit<ProviderRoute, "path" | "match">,
  listener: string,
): Fallback {
  const { handle, internalError, tooLarge, ...rest } = route;

  /** @param headOf absent: the answer has left already, or its head is not known */
  function reply(request: HttpRequest, served: HandledHttp, began: Millis, headOf?: HeadOf): Reply {
    const { sandbox, outcome, messages } = served;
    const answer = presentedAnswer(request, served);
    const fault = outcome?.fault;
    const at = listenerName(request.scheme, listener);
    const plannedHead = headOf !== undefined && leavesAtOnce(outcome) ? headOf(answer) : null;
    const planned = plannedAnswer(answer, plannedHead, served.secrets, deps);
    const seq = journalHttp(deps, {
      ...rowOf(request, served, planned, deps),
      listener: at,
      provider,
      elapsedMs: began,
      ...(plannedHead === null ? {} : { sent: plannedSent(planned, deps) }),
    });
    const reset = deps.sandboxes.inFlight(sandbox.name);
    const onWire = (sent: SentHttp): void => {
      // A reset numbers requests anew.
      if (reset.aborted) return;
      const ms = Math.round(deps.hostClock.elapsed() - began);
      const isKept = isAsPlanned(sent, planned);
      deps.store.journal.amend(seq, { ms, ...(isKept ? {} : sentAnswer(sent, planned, fault !== undefined, deps)) });
    };
    const settled = deps.store.committed();
    const log = logLine(deps, { name: at, provider, began }, served, answer);
    if (outcome === undefined || leavesAtOnce(outcome)) {
      return { answer, settled, onWire, ...(log === undefined ? {} : { onSent: log }) };
    }
    const overtakes = outcome.callbacks?.beforeAnswer === true;
    const release = outcome.delay > 0 && !overtakes && messages.length > 0 ? delayReports(deps, served) : undefined;
    const onSent = both(release, log);
    return {
      answer,
      onWire,
      settled: overtakes ? settled.then(() => overtaken(deps, messages)) : settled,
      cancel: deps.sandboxes.inFlight(sandbox.name),
      ...(outcome.delay > 0 ? { delay: outcome.delay } : {}),
      ...(onSent === undefined ? {} : { onSent }),
      ...(fault === undefined ? {} : { fault }),
    };
  }

  /** Nothing was done that could be lost: a refusal stands, whether it could be journalled or not. */
  function keep(request: HttpRequest, served: HandledHttp): void {
    const { settled, onSent } = reply(request, served, deps.hostClock.elapsed());
    settled?.catch(() => {});
    onSent?.();
  }

  return {
    ...rest,
    internalError,
    ...(tooLarge === undefined
      ? {}
      : {
          tooLarge(request: HttpRequest, maxBodyBytes: number): HttpAnswer {
            const served = tooLarge(request, maxBodyBytes);
            keep(request, served);
            return served.answer;
          },
        }),
    refused: (request, answer, reason) => keep(request, refusedBy(deps.fallback(), request, answer, reason)),
    handle(request, headOf) {
      const began = deps.hostClock.elapsed();
      const served = handle(request);
      return served instanceof Promise
        ? served.then((answer) => reply(request, answer, began, headOf))
        : reply(request, served, began, headOf);
    },
  };
}

/** Writes the line of a request once its answer is on the wire; undefined: requests are not logged. */
function logLine(
  { requestLog, hostClock, mask }: JournalDeps,
  { name, provider, began }: { readonly name: string; readonly provider: string; readonly began: Millis },
  served: HandledHttp,
  answer: HttpAnswer,
): (() => void) | undefined {
  if (requestLog === undefined) return undefined;
  const isLost = silentFaults.has(served.outcome?.fault?.kind ?? "");
  const status = isLost ? "closed" : answer.status;
  return () => {
    const { channel, ...facts } = loggedRequest(served, mask);
    const ms = Math.round(hostClock.elapsed() - began);
    requestLog({ listener: name, channel, provider, ...facts, status, ms });
  };
}

/** Keeps back the reports of messages whose ids the client does not know yet. @returns sends them */
function delayReports(deps: JournalDeps, { sandbox, messages }: HandledHttp): () => void {
  const seqs = messages.map((message) => message.seq);
  const reset = deps.sandboxes.inFlight(sandbox.name);
  deps.workers.delayReports(seqs);
  return () => {
    if (!reset.aborted) deps.workers.answered(seqs);
  };
}

async function overtaken(deps: JournalDeps, messages: readonly Message[]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = deps.hostClock.after(overtakeWithin, resolve);
  await Promise.race([deps.workers.reported(messages), promise]);
  cancel();
}

/** Runs both, in their order; undefined: there is neither. */
function both(first: (() => void) | undefined, second: (() => void) | undefined): (() => void) | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return () => {
    first();
    second();
  };
}

/** True if a fault keeps the answer to a request that was not processed. */
function isSilent(outcome: Outcome | undefined): boolean {
  return outcome?.before === true && silentFaults.has(outcome.fault?.kind ?? "");
}

const silentFaults: ReadonlySet<string> = new Set(["hang", "reset", "close", "lose-answer"]);

const say = findingsOf({
  fragment: {
    en: "The target has a raw #, and ends there for the server: write it as %23",
    pt: "O alvo tem um # cru, e acaba ali para o servidor: escreva-o como %23",
    source: "RFC 9112 3.2",
  },
});

/** The row of the journal, secrets masked. */
function rowOf(
  request: HttpRequest,
  served: HandledHttp,
  planned: PlannedAnswer,
  deps: JournalDeps,
): Omit<Call, "listener" | "provider"> {
  const { sandbox, outcome } = served;
  const { mask } = deps;
  return {
    sandbox: sandbox.name,
    at: sandbox.clock.now(),
    // The operation of a page is the path that was asked for.
    operation: served.channel === "page" ? mask.text(served.operation) : served.operation,
    channel: served.channel,
    remote: request.remoteAddress,
    request: rawRequest(request, served.secrets, deps),
    answer: isSilent(outcome) ? null : planned.kept,
    code: served.code,
    decidedBy: served.decidedBy.en,
    ...(served.decidedBy === decidedByDefault ? {} : { decision: mask.words(served.decidedBy) }),
    messages: served.messages.map((message) => message.seq),
    findings: mask.findings([...served.findings, ...(request.target.includes("#") ? [say("fragment")] : [])]),
    ...(served.account === undefined ? {} : { account: accountKey(served.account) }),
    ...(outcome?.nearMiss === undefined ? {} : { nearMiss: outcome.nearMiss }),
    ...(outcome?.fault === undefined ? {} : { fault: outcome.fault.kind }),
    ...(outcome?.rule === undefined ? {} : { rules: outcome.rule }),
    ...(request.connection === undefined ? {} : { connection: request.connection }),
    ...refusalsOf(served, mask),
    ...longRequestOf(request, deps),
  };
}

/** The request as it arrived, as much as is kept, secrets masked; bytes that are not ASCII stay as they were. */
function rawRequest(request: HttpRequest, secrets: readonly string[], { mask, journalBytes }: JournalDeps): Buffer {
  let head = `${request.method} ${request.target} HTTP/${request.version}\r\n`;
  const { rawHeaders } = request;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    head += `${name}: ${maskHeader(name, rawHeaders[index + 1] ?? "")}\r\n`;
  }
  const body = request.body.subarray(0, toMask(journalBytes));
  return mask.request(joined(`${head}\r\n`, body), secrets, journalBytes);
}
