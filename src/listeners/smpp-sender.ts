// Sends outbox entries to bound receivers: the scenario decides on each attempt, the pool chooses the session.

import type { Clock, Millis } from "../core/clock.ts";
import type { JsonObject } from "../core/json.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { SmppSender } from "../delivery/send.ts";
import type { AttemptResult } from "../delivery/transport.ts";
import { encode } from "../protocols/smpp/encode.ts";
import { withholds } from "../protocols/smpp/faults.ts";
import type { DeliverPdu, DeliveryOptions, DeliveryOutcome, SessionPool } from "../protocols/smpp/pool.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";
import { statusName } from "../protocols/smpp/status.ts";
import type { SmppService } from "../providers/provider.ts";
import { parseReceiverKey } from "../providers/provider.ts";
import { presenterOf } from "./patched-pdu.ts";
import type { WrittenReports } from "./smpp-written-reports.ts";

export interface SmppSenderDeps {
  readonly pool: SessionPool<SmppSession>;
  readonly service: SmppService;
  readonly hostClock: Clock;
  readonly writtenReports: WrittenReports;
  /** Called when an entry waits for a receiver and none is bound. */
  readonly wanted: (key: string) => void;
  readonly sandbox: (name: string) => Sandbox;
}

/** Real milliseconds that a manual clock waits for a response. */
const patienceMs = 5_000;

export class SmppPoolSender implements SmppSender {
  readonly #deps: SmppSenderDeps;

  constructor(deps: SmppSenderDeps) {
    this.#deps = deps;
  }

  reachable(key: string, data: JsonObject): boolean {
    const { pool, wanted } = this.#deps;
    const there = pool.reaches(key, this.#aim(data));
    if (!there && !pool.reaches(key)) wanted(key);
    return there;
  }

  prepare(key: string, data: JsonObject): ReturnType<SmppSender["prepare"]> {
    const { pool, service } = this.#deps;
    const olderVersion = pool.sessions(key).some((session) => session.receives && session.olderVersion);
    const pdus = service.pdus(data, olderVersion).map((pdu): DeliverPdu => ({ ...pdu, octets: encode(pdu) }));
    const request = pdus.map(({ octets }) => octets?.toString("hex")).join(" ");
    return { request, send: (cut) => this.#send(key, data, pdus, cut) };
  }

  async #send(key: string, data: JsonObject, pdus: readonly DeliverPdu[], cut: AbortSignal): Promise<AttemptResult> {
    const { service, hostClock, sandbox, pool } = this.#deps;
    const outcome = service.attempt(key, data);
    if (outcome.delay > 0) await pause(hostClock, outcome.delay, cut);
    if (cut.aborted) return this.#sent({ outcome: "no-receiver" });
    const present = presenterOf(outcome);
    const { rule } = outcome;
    const own = { ...(present && { present }), ...(rule && { rule }) };
    const presented = rule === undefined ? pdus : pdus.map((pdu): DeliverPdu => ({ ...pdu, ...own }));
    const deliver = (until: AbortSignal) =>
      pool.deliverTogether(key, presented, this.#deliveryOptions(data, outcome, until));
    const { clock } = sandbox(parseReceiverKey(key)?.sandbox ?? "");
    const outcomes = await (clock.mode === "manual" ? this.#withPatience(deliver, outcome, cut) : deliver(cut));
    const bad = outcomes.find((result) => result.outcome !== "answered" || result.status !== 0);
    const sent = this.#sent(bad ?? outcomes[0] ?? { outcome: "no-receiver" });
    if (sent.kind === "done" || outcome.rule === undefined) return sent;
    return { ...sent, error: `${sent.error} (${outcome.rule.en})` };
  }

  #deliveryOptions(data: JsonObject, { fault }: Outcome, cut: AbortSignal): DeliveryOptions {
    return {
      cut,
      left: () => this.#deps.writtenReports.written(data),
      ...this.#aim(data),
      ...(fault === undefined ? {} : { fault }),
    };
  }

  /** Sessions that an entry may go to, and the session that it should rather go to. */
  #aim(data: JsonObject): DeliveryOptions {
    const { service } = this.#deps;
    const prefer = service.prefers(data);
    const address = service.narrowedBy(data);
    const to = service.receivers(data);
    return {
      ...(prefer === undefined ? {} : { prefer }),
      ...(address === undefined ? {} : { address }),
      ...(to === "submitter" ? {} : { to }),
    };
  }

  /**
   * Bounds the wait for a response by real time: on a manual clock the response timer stands still. A PDU that has not
   * left by then is withdrawn, so that it does not go behind its next attempt.
   */
  async #withPatience(
    deliver: (cut: AbortSignal) => Promise<readonly DeliveryOutcome[]>,
    { fault }: Outcome,
    cut: AbortSignal,
  ): Promise<readonly DeliveryOutcome[]> {
    const over = new AbortController();
    const { promise, resolve } = Promise.withResolvers<readonly DeliveryOutcome[]>();
    const cancel = this.#deps.hostClock.after(withholds(fault) ? 0 : patienceMs, () => {
      resolve([{ outcome: "timeout" }]);
      over.abort();
    });
    try {
      return await Promise.race([deliver(AbortSignal.any([cut, over.signal])), promise]);
    } finally {
      cancel();
    }
  }

  #sent(outcome: DeliveryOutcome): AttemptResult {
    if (outcome.outcome === "sent") return { kind: "done", status: null, answer: "", error: "" };
    if (outcome.outcome !== "answered") {
      return { kind: "failed", status: null, answer: "", error: outcome.outcome };
    }
    const { status } = outcome;
    const kind = this.#deps.service.resultOf(status);
    return { kind, status, answer: statusName(status), error: kind === "done" ? "" : statusName(status) };
  }
}

/** Resolves after `ms`, or at once when `cut` is aborted. */
function pause(clock: Clock, ms: Millis, cut: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      cut.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    cut.addEventListener("abort", end, { once: true });
  });
}
