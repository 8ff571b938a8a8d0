// From a handler's answer to octets on the connection: held until it is durable, delayed, bent by a fault, watched.

import type { Cancel } from "../../core/clock.ts";
import type { Fault } from "../../core/fault.ts";
import type { SmppConnection } from "./connection.ts";
import { encodeWithOffsets } from "./encode.ts";
import { answerSteps, leavesHanging, requestSteps, type WireStep } from "./faults.ts";
import type { AnyDraft } from "./pdu.ts";
import type { AnswerOptions, SentPdu } from "./session-types.ts";
import { status } from "./status.ts";

const sysErr = status("ESME_RSYSERR");

export interface AnswerHooks {
  /** Octets that are about to leave. */
  written(octets: Buffer): void;
  /** A fault wants the session unbound, or silent; reset and end are the line's. */
  unbind(): void;
  silence(): void;
  bug(error: unknown): void;
}

export class AnswerWriter {
  readonly #connection: SmppConnection;
  readonly #hooks: AnswerHooks;
  readonly #watched = new Set<Cancel>();
  /** True for a peer of 3.3: optional parameters are left out of every PDU (3.4, S6). */
  withoutTlvs = false;

  constructor(connection: SmppConnection, hooks: AnswerHooks) {
    this.#connection = connection;
    this.#hooks = hooks;
  }

  /**
   * Calls `done` exactly once with the answer of `make`, within this call if the answer needs no wait. An exception
   * is a bug and becomes `failed`.
   */
  settle<A extends AnswerOptions>(make: () => A | Promise<A>, failed: A, done: (answer: A) => void): void {
    let watched: Cancel = () => {};
    const finish = (answer: A) => {
      watched();
      try {
        done(answer);
      } catch (error) {
        this.#hooks.bug(error);
      }
    };
    const fail = (error: unknown) => {
      this.#hooks.bug(error);
      finish(failed);
    };
    const delay = (answer: A) => {
      if (answer.delayMs === undefined || answer.delayMs <= 0) finish(answer);
      else this.#connection.after(answer.delayMs, () => finish(answer));
    };
    const waitUntilReady = (answer: A) => {
      watched = this.#watch(answer.cancel);
      // Requests behind this one are not answered, though they came before its answer was ready.
      if (answer.fault?.kind === "silence") this.#hooks.silence();
      if (answer.until === undefined) delay(answer);
      else answer.until.then(() => delay(answer), fail);
    };
    let answer: A | Promise<A>;
    try {
      answer = make();
    } catch (error) {
      fail(error);
      return;
    }
    if ("then" in answer) answer.then(waitUntilReady, fail);
    else waitUntilReady(answer);
  }

  /**
   * Writes an answer; one that cannot be encoded is a bug and becomes ESME_RSYSERR.
   * @param octets the answer as it was encoded before, if it was
   */
  send(answer: AnyDraft, sending: AnswerOptions = {}, octets?: Buffer): void {
    if (this.#connection.deaf) {
      const none = Buffer.alloc(0);
      sending.onWire?.({ octets: none, whole: octets ?? none, then: "nothing" });
      return;
    }
    const { present } = sending;
    if (octets !== undefined && sending.fault === undefined && present === undefined && !this.withoutTlvs) {
      this.#hooks.written(octets);
      sending.onLeaving?.(octets);
      sending.onWire?.({ octets, whole: octets });
      this.#connection.write(octets, sending.onSent);
      return;
    }
    const draft = this.withoutTlvs ? { ...answer, tlvs: [] } : answer;
    let steps: readonly WireStep[];
    let presented = draft;
    try {
      presented = present?.(draft) ?? draft;
      steps = answerSteps(presented, sending.fault);
    } catch (error) {
      this.#hooks.bug(error);
      presented = { command: answer.command, status: sysErr, sequence: answer.sequence ?? 0 };
      steps = answerSteps(presented, undefined);
    }
    if (leavesHanging(sending.fault)) this.#watch(sending.cancel);
    if (sending.onWire !== undefined) sending.onWire(sentBy(steps, presented, sending.fault));
    const octetsOut = this.#carryOutAll(steps, sending.onSent);
    if (octetsOut === undefined) sending.onLost?.();
    else sending.onLeaving?.(octetsOut);
  }

  /** Writes a request of ours as a fault bends it, and returns what left. @throws EncodeError */
  request(draft: AnyDraft, fault: Fault): SentPdu {
    const base = this.withoutTlvs ? { ...draft, tlvs: [] } : draft;
    const presented = base.present?.(base) ?? base;
    const steps = requestSteps(presented, fault);
    const sent = sentBy(steps, presented, fault);
    this.#carryOutAll(steps);
    return sent;
  }

  /** Returns the octets written; undefined: none. */
  #carryOutAll(steps: readonly WireStep[], onSent?: () => void): Buffer | undefined {
    let sent = onSent;
    for (const step of steps) {
      this.#carryOut(step, sent);
      if (step.step === "write") sent = undefined;
    }
    return octetsOf(steps);
  }

  /** The connection is over: nothing can be cancelled any more. */
  dispose(): void {
    for (const stop of [...this.#watched]) stop();
  }

  /** Closes the connection when `cancel` is aborted, until what it gives is called. */
  #watch(cancel: AbortSignal | undefined): Cancel {
    if (cancel === undefined) return () => {};
    const end = () => this.#connection.close("cancelled");
    const stop = () => {
      cancel.removeEventListener("abort", end);
      this.#watched.delete(stop);
    };
    this.#watched.add(stop);
    cancel.addEventListener("abort", end);
    if (cancel.aborted) end();
    return stop;
  }

  #carryOut(step: WireStep, sent: (() => void) | undefined): void {
    switch (step.step) {
      case "write":
        this.#hooks.written(step.octets);
        this.#connection.write(step.octets, sent);
        break;
      case "drip":
        this.#hooks.written(step.octets);
        this.#connection.drip(step.octets, step, sent);
        break;
      case "end":
        if (step.afterMs === 0) {
          this.#connection.close("fault");
          return;
        }
        this.#connection.after(step.afterMs, () => this.#connection.close("fault"));
        return;
      case "reset":
        this.#connection.reset("fault");
        break;
      case "unbind":
        this.#hooks.unbind();
        break;
      case "silence":
        this.#hooks.silence();
    }
  }
}

function octetsOf(steps: readonly WireStep[]): Buffer | undefined {
  const all = steps.flatMap((step) => ("octets" in step ? [step.octets] : []));
  return all.length > 1 ? Buffer.concat(all) : all[0];
}

function sentBy(steps: readonly WireStep[], presented: AnyDraft, fault: Fault | undefined): SentPdu {
  const octets = octetsOf(steps) ?? Buffer.alloc(0);
  const whole = fault === undefined ? octets : encodeWithOffsets(presented).octets;
  const isReset = steps.some(({ step }) => step === "reset");
  const isEnd = steps.some((step) => step.step === "end" && step.afterMs === 0);
  const then = isReset ? "RST" : isEnd ? "FIN" : leavesHanging(fault) ? "nothing" : undefined;
  return { octets, whole, ...(then === undefined ? {} : { then }) };
}
