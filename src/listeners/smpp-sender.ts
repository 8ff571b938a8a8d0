// Outbox entries to bound receivers: the scenario is asked of each attempt, the pool finds the session, the answer is
// told in delivery's words.

import type { JsonObject } from "../core/json.ts";
import type { Clock, Millis } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { SmppSender } from "../delivery/send.ts";
import type { Sent } from "../delivery/transport.ts";
import { encode } from "../protocols/smpp/encode.ts";
import { withholds } from "../protocols/smpp/faults.ts";
import type { Delivery, DeliveryOutcome, DeliveryWishes, SessionPool } from "../protocols/smpp/pool.ts";
import type { Session } from "../protocols/smpp/session.ts";
import { statusName } from "../protocols/smpp/status.ts";
import type { SmppService } from "../providers/provider.ts";
import { parseReceiverKey } from "../providers/provider.ts";
import type { Outcome } from "../scenario/engine/outcome.ts";

export interface SmppSenderDeps {
  readonly pool: SessionPool<Session>;
  readonly service: SmppService;
  readonly hostClock: Clock;
  /** Something waits for a receiver, and none is bound. */
  readonly wanted: (key: string) => void;
  readonly sandbox: (name: string) => Sandbox;
}

/** Real milliseconds that a manual clock waits for a response. */
const settleMs = 5_000;

export function createSmppSender({ pool, service, hostClock, wanted, sandbox }: SmppSenderDeps): SmppSender {
  function wishesOf(data: JsonObject, { fault }: Outcome, cut: AbortSignal): DeliveryWishes {
    const prefer = service.prefers(data);
    const address = service.narrowedBy(data);
    return {
      cut,
      ...(prefer === undefined ? {} : { prefer }),
      ...(address === undefined ? {} : { address }),
      ...(fault === undefined ? {} : { fault }),
    };
  }

  /**
   * On a manual clock the response timer stands still: what stays silent must not hold up the clock for ever, and what
   * has not left by then does not leave behind its next attempt.
   */
  async function patiently(
    deliver: (cut: AbortSignal) => Promise<readonly DeliveryOutcome[]>,
    { fault }: Outcome,
    cut: AbortSignal,
  ): Promise<readonly DeliveryOutcome[]> {
    const over = new AbortController();
    const { promise, resolve } = Promise.withResolvers<readonly DeliveryOutcome[]>();
    const patience = withholds(fault) ? 0 : settleMs;
    const cancel = hostClock.after(patience, () => {
      resolve([{ outcome: "timeout" }]);
      over.abort();
    });
    try {
      return await Promise.race([deliver(AbortSignal.any([cut, over.signal])), promise]);
    } finally {
      cancel();
    }
  }

  function ended(outcome: DeliveryOutcome): Sent {
    if (outcome.outcome === "sent") return { kind: "done", status: null, answer: "", error: "" };
    if (outcome.outcome !== "answered") {
      return { kind: "failed", status: null, answer: "", error: outcome.outcome };
    }
    const { status } = outcome;
    const kind = service.verdict(status);
    return { kind, status, answer: statusName(status), error: kind === "done" ? "" : statusName(status) };
  }

  function send(key: string, data: JsonObject, pdus: readonly Delivery[], cut: AbortSignal): Promise<Sent> {
    const outcome = service.attempt(key, data);
    const deliver = (): Promise<Sent> => {
      if (cut.aborted) return Promise.resolve(ended({ outcome: "no-receiver" }));
      const together = (until: AbortSignal) => pool.deliverTogether(key, pdus, wishesOf(data, outcome, until));
      const { clock } = sandbox(parseReceiverKey(key)?.sandbox ?? "");
      const all = clock.mode === "manual" ? patiently(together, outcome, cut) : together(cut);
      return all.then((outcomes) => ofAll(outcomes, outcome));
    };
    return outcome.delay > 0 ? pause(hostClock, outcome.delay, cut).then(deliver) : deliver();
  }

  function ofAll(outcomes: readonly DeliveryOutcome[], { rule }: Outcome): Sent {
    const bad = outcomes.find((one) => one.outcome !== "answered" || one.status !== 0);
    const sent = ended(bad ?? outcomes[0] ?? { outcome: "no-receiver" });
    if (sent.kind === "done" || rule === undefined) return sent;
    return { ...sent, error: `${sent.error} (${rule})` };
  }

  return {
    reachable(key, data) {
      const address = service.narrowedBy(data);
      const there = pool.reaches(key, address === undefined ? {} : { address });
      if (!there && !pool.reaches(key)) wanted(key);
      return there;
    },
    prepare(key, data) {
      const pdus = service.pdus(data).map((pdu): Delivery => ({ ...pdu, octets: encode(pdu) }));
      const request = pdus.map(({ octets }) => octets?.toString("hex")).join(" ");
      return { request, send: (cut) => send(key, data, pdus, cut) };
    },
  };
}

/** Resolves when the time is over or what waits is cut. */
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
