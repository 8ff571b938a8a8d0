// From a session's request to the provider and back. The exchange is recorded in the transaction of its effects, and
// the answer waits for the commit.

import type { Clock, Millis } from "../core/clock.ts";
import type { Store } from "../core/ports.ts";
import type { Bilingual } from "../core/sentences.ts";
import type { Workers } from "../delivery/workers.ts";
import { type CommandName, responseTo } from "../protocols/smpp/commands.ts";
import { encodeWithOffsets } from "../protocols/smpp/encode.ts";
import type { AnyDraft, BindPdu, PduOf, PresentPdu, ServicePdu } from "../protocols/smpp/pdu.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";
import type {
  AnswerOptions,
  BindDecision,
  CloseReason,
  OwnRequest,
  PduReply,
  ReceivedPdu,
  RequestNote,
  SentPdu,
  SessionHandlers,
  SessionReply,
} from "../protocols/smpp/session-types.ts";
import type { Handled } from "../providers/handled.ts";
import { receiverKey, type SmppService } from "../providers/provider.ts";
import type { Mask } from "./mask.ts";
import { presenterOf } from "./patched-pdu.ts";
import { loggedRequest, type RequestLog } from "./request-log.ts";
import type { ClockBarriers } from "./smpp-clock-barriers.ts";
import { DelayedReports } from "./smpp-delayed-reports.ts";
import type { SmppJournal } from "./smpp-journal.ts";
import type { SessionEvents } from "./smpp-session-events.ts";
import type { WrittenReports } from "./smpp-written-reports.ts";

export interface SmppHandlersDeps {
  readonly store: Store;
  readonly workers: Workers;
  readonly service: SmppService;
  readonly journal: SmppJournal;
  readonly clockBarriers: ClockBarriers;
  readonly writtenReports: WrittenReports;
  readonly sessionEvents: SessionEvents;
  /** True if a session of this account key is bound. */
  readonly isBound: (account: string) => boolean;
  /** Aborted when everything in flight in a sandbox must end. */
  readonly inFlight: (sandbox: string) => AbortSignal;
  readonly onBug: (error: unknown) => void;
  readonly provider: string;
  readonly hostClock: Clock;
  /** Absent: requests are not logged. */
  readonly requestLog?: RequestLog | undefined;
  readonly mask: Mask;
}

export class SmppHandlers implements SessionHandlers<SmppSession> {
  readonly #deps: SmppHandlersDeps;
  readonly #delayedReports: DelayedReports;

  constructor(deps: SmppHandlersDeps) {
    this.#deps = deps;
    this.#delayedReports = new DelayedReports(deps.workers);
  }

  bind(pdu: BindPdu, session: SmppSession, received: ReceivedPdu): BindDecision {
    const began = this.#deps.hostClock.elapsed();
    const served = this.#deps.service.bind(pdu, session);
    const { answer } = served;
    const status = answer.accepted ? 0 : answer.status;
    const octets = octetsOf({ command: responseTo(pdu.command), status, sequence: pdu.sequence }, served);
    const refused = answer.accepted ? [] : [pdu.body.system_id, pdu.body.password];
    const onWire = this.#deps.journal.served(session, served, received, octets, refused);
    return { ...answer, ...this.#sending(served), ...this.#logged(session, served, began), onWire };
  }

  request(session: SmppSession, pdu: ServicePdu, received: ReceivedPdu): PduReply {
    const { service, journal, inFlight } = this.#deps;
    const began = this.#deps.hostClock.elapsed();
    const served = service.request(pdu, session);
    const { answer } = served;
    const octets = octetsOf({ ...answer, command: responseTo(pdu.command), sequence: pdu.sequence }, served);
    const onWire = journal.served(session, served, received, octets);
    const messages = served.messages.map((message) => message.seq);
    const log = this.#logged(session, served, began);
    if (messages.length === 0 || overtakes(served)) {
      return { ...answer, ...this.#sending(served), ...log, onWire, octets };
    }
    this.#delayedReports.delay(session, messages, inFlight(served.sandbox.name));
    const sending = this.#sending(served);
    const release = (): void => this.#delayedReports.release(session, messages);
    // The numbers of messages that could not be stored go to others, whose reports must not wait for this answer.
    sending.until?.catch(release);
    const onSent = (): void => {
      release();
      log.onSent?.();
    };
    // An answer that a fault keeps back never leaves: the reports wait no longer.
    return { ...answer, ...sending, octets, onSent, onWire, onLost: release };
  }

  sessionRequest(
    session: SmppSession,
    pdu: PduOf<"enquire_link"> | PduOf<"unbind">,
    received: ReceivedPdu,
  ): SessionReply {
    const served = this.#deps.service.sessionRequest(session, pdu);
    if (served === null) return {};
    const octets = octetsOf({ command: responseTo(pdu.command), sequence: pdu.sequence }, served);
    const onWire = this.#deps.journal.served(session, served, received, octets);
    return { ...served.answer, ...this.#sending(served), onWire, recorded: true };
  }

  ownRequest(session: SmppSession, command: "enquire_link" | "unbind"): OwnRequest {
    const outcome = this.#deps.service.ownRequest(session, command);
    const present = presenterOf(outcome);
    return {
      ...(outcome.fault === undefined ? {} : { fault: outcome.fault }),
      ...(outcome.delay === 0 ? {} : { delayMs: outcome.delay }),
      ...(present === undefined ? {} : { present }),
      ...(outcome.rule === undefined ? {} : { rule: outcome.rule }),
    };
  }

  onAnswered(session: SmppSession, request: ReceivedPdu, answer: Buffer): void {
    this.#sessionEnded(session);
    this.#deps.journal.answered(session, request, answer);
  }

  onUnanswerable(session: SmppSession, pdu: ReceivedPdu): void {
    this.#deps.journal.unanswerable(session, pdu);
  }

  onRequest(
    session: SmppSession,
    { command, sent, rule }: { readonly command: CommandName; readonly sent: SentPdu; readonly rule?: Bilingual },
  ): RequestNote | undefined {
    return this.#deps.journal.requestNote(session, command, sent, rule);
  }

  onBound(session: SmppSession): void {
    this.#deps.journal.begin(session);
    this.#deps.sessionEvents.bound(session);
  }

  onWait(session: SmppSession, settled: Promise<unknown>): void {
    this.#deps.clockBarriers.add(session, settled);
  }

  onClose(session: SmppSession, reason: CloseReason): void {
    this.#sessionEnded(session);
    this.#deps.journal.closed(session, reason);
    this.#delayedReports.releaseAll(session);
    this.#deps.sessionEvents.unbound(session);
  }

  onBug(error: unknown): void {
    this.#deps.onBug(error);
  }

  /** Names the account of a session that has unbound or closed to the provider, if it was its last. */
  #sessionEnded({ account, state }: SmppSession): void {
    if (account === undefined || (state !== "UNBOUND" && state !== "CLOSED")) return;
    if (!this.#deps.isBound(account)) this.#deps.service.sessionsEnded(account);
  }

  /** Writes the line of a request once its answer is on the wire; nothing, where requests are not logged. */
  #logged({ peer }: SmppSession, served: Handled<unknown>, began: Millis): Pick<AnswerOptions, "onSent"> {
    const { requestLog, provider, hostClock, mask } = this.#deps;
    if (requestLog === undefined) return {};
    const listener = peer.secure ? "smpps" : "smpp";
    const onSent = (): void => {
      const { channel, ...facts } = loggedRequest(served, mask);
      const ms = Math.round(hostClock.elapsed() - began);
      requestLog({ listener, channel, provider, ...facts, status: served.code, ms });
    };
    return { onSent };
  }

  /** Durability, delay and fault of an answer. */
  #sending(served: Handled<unknown>): AnswerOptions {
    const { outcome, sandbox } = served;
    const until = overtakes(served) ? this.#overtaken(served) : this.#deps.store.committed();
    const present = presenterFor(served);
    if (outcome === undefined) return { until };
    if (outcome.delay === 0 && outcome.fault === undefined && present === undefined) return { until };
    return {
      until,
      cancel: this.#deps.inFlight(sandbox.name),
      ...(outcome.delay === 0 ? {} : { delayMs: outcome.delay }),
      ...(outcome.fault === undefined ? {} : { fault: outcome.fault }),
      ...(present === undefined ? {} : { present }),
    };
  }

  /** Resolves when the reports of the messages are written, as far as a session receives them now. */
  async #overtaken({ sandbox, account, messages }: Handled<unknown>): Promise<void> {
    const { store, workers, writtenReports, isBound } = this.#deps;
    const reported = messages.filter(({ seq }) => store.outbox.firstAbout({ about: "report", ref: seq }) !== null);
    const isReceived = account !== undefined && isBound(receiverKey(account));
    const seqs = isReceived ? reported.map(({ seq }) => seq) : [];
    await Promise.all([
      store.committed(),
      seqs.length === 0
        ? undefined
        : writtenReports.wait(seqs, async () => {
            await store.committed();
            await workers.settled(sandbox.name);
          }),
    ]);
  }
}

/** True if a rule lets reports overtake the answer. */
function overtakes({ outcome }: Handled<unknown>): boolean {
  return outcome?.callbacks?.beforeAnswer === true;
}

function octetsOf(draft: AnyDraft, served: Handled<unknown>): Buffer {
  return encodeWithOffsets(presenterFor(served)?.(draft) ?? draft).octets;
}

/** Changes of the scenario to the answer. */
function presenterFor({ outcome, code }: Handled<unknown>): PresentPdu | undefined {
  return presenterOf(outcome, ({ name }) => (name === "code" ? code : undefined));
}
