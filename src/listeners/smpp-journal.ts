// The journal of the SMPP listeners. A request to the provider is recorded with its effects, every other exchange when
// its second half is known.

import { accountKey } from "../core/account.ts";
import type { Clock, Instant, Millis } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { Finding } from "../core/findings.ts";
import type { Call, SentAnswer, Store } from "../core/ports.ts";
import { decidedByDefault, defaultBecause } from "../core/reason-sentences.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Bilingual } from "../core/sentences.ts";
import type { CommandName } from "../protocols/smpp/commands.ts";
import { smppFinding } from "../protocols/smpp/findings.ts";
import { isPdu } from "../protocols/smpp/pdu.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";
import type { CloseReason, ReceivedPdu, RequestNote, SentPdu } from "../protocols/smpp/session-types.ts";
import { statusName } from "../protocols/smpp/status.ts";
import { maskSecrets } from "../protocols/smpp/view.ts";
import { windowMistake } from "../protocols/smpp/wire-mistakes.ts";
import type { Handled } from "../providers/handled.ts";
import { parseReceiverKey } from "../providers/provider.ts";
import { keptRefusals, refusedBind } from "./kept-refusals.ts";
import type { Mask } from "./mask.ts";
import { say } from "./smpp-journal-sentences.ts";
import type { OrderedRows } from "./smpp-ordered-rows.ts";
import { plannedPdu, sentPduAddition } from "./smpp-sent-answer.ts";
import type { HabitCounters, SessionHabitRecords } from "./smpp-session-habits.ts";

export interface SmppJournalDeps {
  readonly store: Store;
  readonly events: Events;
  readonly provider: string;
  /** The sandbox of a bound session, or the one for requests without a known credential. */
  readonly sandboxOf: (session: SmppSession) => Sandbox;
  readonly orderedRows: OrderedRows;
  readonly mask: Mask;
  readonly hostClock: Clock;
  readonly habits: SessionHabitRecords;
  /** Aborted by a reset of the sandbox. */
  readonly inFlight: (sandbox: string) => AbortSignal;
}

interface PduRecord {
  readonly operation: string;
  readonly request: Buffer;
  readonly answer: Buffer | null;
  readonly code: string;
  readonly decidedBy: Bilingual;
  readonly findings: readonly Finding[];
  readonly sent?: SentAnswer;
  readonly ms?: Millis;
  /** Absent: now. */
  readonly at?: Instant;
}

/** A row of the journal before the secrets in its octets are masked. */
interface PduRow extends Omit<Call, "sandbox" | "listener" | "provider" | "channel" | "remote" | "request" | "answer"> {
  readonly request: Buffer;
  readonly answer: Buffer | null;
}

interface SessionRecord {
  since: Instant;
  /** Rows written, by operation. */
  readonly rows: Map<string, number>;
}

/** Most rows of one session: keep-alives and malformed PDUs must not fill the journal. */
const maxRows: Readonly<Record<string, number>> = { enquire_link: 10, malformed: 100, stray: 100 };
/** A session that lives so long should have sent an enquire_link. */
const quietMs = 60_000;

export class SmppJournal {
  readonly #deps: SmppJournalDeps;
  readonly #records = new WeakMap<SmppSession, SessionRecord>();

  constructor(deps: SmppJournalDeps) {
    this.#deps = deps;
  }

  /**
   * Records a request that the provider has answered.
   * @param answer as it will leave, if nothing comes between
   * @param refused credentials of a bind that is refused
   * @returns takes what left
   */
  served(
    session: SmppSession,
    served: Handled<unknown>,
    received: ReceivedPdu,
    answer: Buffer,
    refused: readonly string[] = [],
  ): (sent: SentPdu) => void {
    const { store, hostClock, mask } = this.#deps;
    const { sandbox, account, outcome } = served;
    const { operation, code, decidedBy, findings } = served;
    const began = hostClock.elapsed();
    const reset = this.#deps.inFlight(sandbox.name);
    const now = sandbox.clock.now();
    this.#deps.habits.request(session, operation);
    const seq = this.#add(sandbox, session, {
      at: now,
      elapsedMs: began,
      ...keptRefusals(served, mask),
      ...refusedBind(refused, mask),
      operation,
      request: received.raw,
      answer,
      code,
      decidedBy: decidedBy.en,
      ...this.#decision(decidedBy),
      messages: served.messages.map((message) => message.seq),
      findings: [...received.findings, ...findings],
      ...(account === undefined ? {} : { account: accountKey(account) }),
      ...(outcome?.nearMiss === undefined ? {} : { nearMiss: outcome.nearMiss }),
      ...(outcome?.fault === undefined ? {} : { fault: outcome.fault.kind }),
      ...(outcome?.rule === undefined ? {} : { rules: outcome.rule }),
      ...plannedPdu(outcome, answer),
    });
    return (sent) => {
      // A reset numbers requests anew.
      if (reset.aborted) return;
      const ms = Math.round(hostClock.elapsed() - began);
      store.journal.amend(seq, sentPduAddition(served, answer, sent, ms, mask));
    };
  }

  /** Records a request that the session itself has answered. */
  answered(session: SmppSession, { raw, decoded, findings }: ReceivedPdu, answer: Buffer): void {
    const code = answer.length < 12 ? "" : statusName(answer.readUInt32BE(8));
    const described = isPdu(decoded)
      ? { operation: decoded.command, decidedBy: decidedByDefault }
      : { operation: "malformed", decidedBy: defaultBecause(decoded.error) };
    const sent = { octets: answer.length, of: answer.length };
    this.#deps.habits.request(session, described.operation);
    this.#write(session, { ...described, request: raw, answer, code, findings, sent, ms: 0 });
  }

  /** Records a PDU that gets no answer and is no response to a request of ours. */
  unanswerable(session: SmppSession, { raw, decoded, findings }: ReceivedPdu): void {
    const described = isPdu(decoded)
      ? { operation: "stray", code: "", decidedBy: defaultBecause(say("stray", { command: decoded.command })) }
      : { operation: "malformed", code: statusName(decoded.status), decidedBy: defaultBecause(decoded.error) };
    this.#write(session, { ...described, request: raw, answer: null, findings });
  }

  /** Records a request of ours once its response has come or cannot come any more. */
  requestNote(
    session: SmppSession,
    operation: CommandName,
    sent: SentPdu,
    decidedBy: Bilingual = decidedByDefault,
  ): RequestNote | undefined {
    const { octets: request } = sent;
    if (request.length === 0) {
      this.#withheld(session, operation, sent, decidedBy);
      return undefined;
    }
    const withoutResponse = this.#deps.habits.ownRequest(session, operation);
    if (operation === "outbind" || operation === "alert_notification") {
      this.#write(session, { operation, request, answer: null, code: "", decidedBy, findings: [] });
      return undefined;
    }
    const { hostClock } = this.#deps;
    const began = hostClock.elapsed();
    const record = this.#record(session);
    const place = this.#deps.orderedRows.next(this.#deps.sandboxOf(session).name);
    const end = (result: Pick<PduRecord, "answer" | "code" | "decidedBy" | "findings">): void => {
      // A reset has begun another record: the request belongs to the time before it.
      if (this.#record(session) !== record) return;
      const at = this.#deps.sandboxOf(session).clock.now();
      const ms = Math.round(hostClock.elapsed() - began);
      place(() => this.#write(session, { operation, request, ...result, at, ms }));
    };
    return {
      answered: ({ raw, findings }) => {
        const code = statusName(raw.readUInt32BE(8));
        end({ answer: Buffer.from(raw), code, decidedBy, findings });
      },
      unanswered: () => {
        withoutResponse();
        const unanswered = decidedBy === decidedByDefault ? defaultBecause(say("ended")) : decidedBy;
        end({ answer: null, code: "", decidedBy: unanswered, findings: [] });
      },
    };
  }

  /** Records a request of ours of which a fault lets nothing leave. */
  #withheld(session: SmppSession, operation: string, { octets, whole, then }: SentPdu, decidedBy: Bilingual): void {
    const { store, mask } = this.#deps;
    const sent = { octets: 0, of: whole.length, ...(then === undefined ? {} : { then }) };
    const row = { operation, request: octets, answer: null, code: "", decidedBy, findings: [], sent };
    const seq = this.#write(session, row);
    if (seq !== undefined) store.journal.amend(seq, { decided: mask.octets(maskSecrets(whole)) });
  }

  /** Begins the record of a session that is bound, or whose sandbox was reset: what came before counts no more. */
  begin(session: SmppSession, before?: HabitCounters): void {
    this.#deps.habits.begin(session, this.#begin(session).since, before);
  }

  /** Measures times of a session from now: its sandbox has another clock. */
  clockReplaced(session: SmppSession): void {
    this.#record(session).since = this.#deps.sandboxOf(session).clock.now();
  }

  /** Records the end of a session without unbind, if the session as a whole shows a mistake of its client. */
  closed(session: SmppSession, reason: CloseReason): void {
    const { rows, since } = this.#record(session);
    const now = this.#deps.sandboxOf(session).clock.now();
    const isBad = this.#habits(session, now - since).length > 0;
    this.#deps.habits.end(session, reason);
    if (session.account !== undefined && !rows.has("unbind") && isBad) {
      const decidedBy = defaultBecause(say("no-unbind", { reason }));
      const row = { operation: "close", request: Buffer.alloc(0), answer: null, code: "", findings: [] };
      this.#write(session, { ...row, decidedBy });
    }
    this.#records.delete(session);
  }

  #record(session: SmppSession): SessionRecord {
    return this.#records.get(session) ?? this.#begin(session);
  }

  #begin(session: SmppSession): SessionRecord {
    const record = { since: this.#deps.sandboxOf(session).clock.now(), rows: new Map<string, number>() };
    this.#records.set(session, record);
    return record;
  }

  /** @returns its number; undefined: there is no row */
  #write(session: SmppSession, { at, findings, decidedBy, ...row }: PduRecord): number | undefined {
    const { operation } = row;
    const { rows, since } = this.#record(session);
    const max = maxRows[operation];
    const written = rows.get(operation) ?? 0;
    if (max !== undefined && written >= max) return undefined;
    rows.set(operation, written + 1);
    const sandbox = this.#deps.sandboxOf(session);
    // The session's own sandbox was removed: its rows belong to no other.
    const receiver = parseReceiverKey(session.account ?? "");
    if (receiver !== null && receiver.sandbox !== sandbox.name) return undefined;
    const now = at ?? sandbox.clock.now();
    return this.#add(sandbox, session, {
      ...row,
      at: now,
      elapsedMs: this.#deps.hostClock.elapsed() - (row.ms ?? 0),
      decidedBy: decidedBy.en,
      ...this.#decision(decidedBy),
      messages: [],
      findings:
        operation === "unbind" || operation === "close"
          ? [...findings, ...this.#habits(session, now - since)]
          : findings,
      ...(receiver === null ? {} : { account: receiver.account }),
    });
  }

  /** Mistakes that only a session as a whole shows of its client. */
  #habits(session: SmppSession, lasted: Millis): Finding[] {
    const { enquireLinks, overWindow } = this.#deps.habits.counters(session);
    const findings: Finding[] = [];
    if (enquireLinks === 0 && lasted >= quietMs) findings.push(smppFinding("no-enquire-link"));
    if (overWindow > 0) findings.push(windowMistake(session.settings.limits.processing));
    return findings;
  }

  #decision(decidedBy: Bilingual): Pick<Call, "decision"> {
    return decidedBy === decidedByDefault ? {} : { decision: this.#deps.mask.words(decidedBy) };
  }

  #add(sandbox: Sandbox, { peer, id }: SmppSession, { request, answer, findings, ...row }: PduRow): number {
    const { store, events, provider, mask } = this.#deps;
    const seq = store.journal.add({
      ...row,
      findings: mask.findings(findings),
      request: mask.octets(maskSecrets(request)),
      answer: answer === null ? null : mask.octets(maskSecrets(answer)),
      sandbox: sandbox.name,
      listener: peer.secure ? "smpps" : "smpp",
      provider,
      channel: "smpp",
      remote: `${peer.address}#${id}`,
    });
    events.emit({ kind: "call", sandbox: sandbox.name, seq, provider, code: row.code });
    return seq;
  }
}
