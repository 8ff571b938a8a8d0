// The journal of what the SMPP room does by itself: keep-alives, unbind, deliver_sm with its response, what could not be
// read or was not allowed. Requests that a provider answers are journalled with what they did, by the door.

import type { Events } from "../core/events.ts";
import type { Finding, Instant, Store } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import { type DecodeError, isPdu, type PduHead } from "../protocols/smpp/pdu.ts";
import type { Session } from "../protocols/smpp/session.ts";
import type { CloseReason } from "../protocols/smpp/session-types.ts";
import { statusName } from "../protocols/smpp/status.ts";
import { maskSecrets } from "../protocols/smpp/view.ts";
import type { Turn, Turns } from "./smpp-ordered-rows.ts";

export interface SmppJournalDeps {
  readonly store: Store;
  readonly events: Events;
  readonly provider: string;
  /** The sandbox of a bound session, or where calls without a known credential play. */
  readonly sandboxOf: (session: Session) => Sandbox;
  readonly turns: Turns;
}

export interface SmppJournal {
  pdu(session: Session, direction: "in" | "out", raw: Buffer, decoded: PduHead | DecodeError): void;
  /** The request that has just been read is the door's to journal. */
  taken(session: Session): void;
  /** Its sandbox was reset: what was before is no news of now, nor is the answer to it. */
  forget(session: Session): void;
  /** What was sent and never answered is journalled too, and what a session that ends without unbind shows of its client. */
  closed(session: Session, reason: CloseReason): void;
}

interface Asked {
  readonly operation: string;
  readonly raw: Buffer;
  readonly decidedBy: string;
}
interface Ours extends Asked {
  readonly turn: Turn;
}
interface Notes {
  /** The request that has just been read; a view on the read buffer, good for this turn only. */
  last: (Asked & { readonly sequence: number }) | undefined;
  readonly theirs: Map<number, Asked>;
  /** Null: asked before a reset. */
  readonly ours: Map<number, Ours | null>;
  since: Instant;
  readonly rows: Map<string, number>;
}

/** Rows of one session: a client that only keeps alive, or only sends rubbish, must not fill the journal. */
const mostRows: Readonly<Record<string, number>> = { enquire_link: 10, malformed: 100, stray: 100 };
const mostWaiting = 1_000;
const quietMs = 60_000;

export function createSmppJournal(deps: SmppJournalDeps): SmppJournal {
  const { store } = deps;
  const notes = new WeakMap<Session, Notes>();

  function of(session: Session): Notes {
    let known = notes.get(session);
    if (known === undefined) {
      const since = deps.sandboxOf(session).clock.now();
      known = { last: undefined, theirs: new Map(), ours: new Map(), since, rows: new Map() };
      notes.set(session, known);
    }
    return known;
  }

  function write(session: Session, asked: Asked, answer: Buffer | null, code: string, at?: Instant): void {
    const { rows, since } = of(session);
    const most = mostRows[asked.operation];
    const written = rows.get(asked.operation) ?? 0;
    if (most !== undefined && written >= most) return;
    rows.set(asked.operation, written + 1);
    const sandbox = deps.sandboxOf(session);
    // Its own sandbox was removed: what it says until it is unbound is no news of another.
    if (session.account?.startsWith(`${sandbox.name} `) === false) return;
    const now = at ?? sandbox.clock.now();
    const account = session.account?.slice(session.account.indexOf(" ") + 1);
    const seq = store.journal.add({
      sandbox: sandbox.name,
      at: now,
      door: session.peer.secure ? "smpps" : "smpp",
      provider: deps.provider,
      operation: asked.operation,
      channel: "smpp",
      remote: `${session.peer.address}#${session.id}`,
      request: maskSecrets(asked.raw),
      answer,
      code,
      decidedBy: asked.decidedBy,
      messages: [],
      findings: asked.operation === "unbind" || asked.operation === "close" ? habits(session, now - since) : [],
      ...(account === undefined ? {} : { account }),
    });
    deps.events.tell({ kind: "call", sandbox: sandbox.name, seq });
  }

  /** What a session as a whole shows of its client, said when it ends. */
  function habits({ counters, settings }: Session, lasted: number): Finding[] {
    const findings: Finding[] = [];
    const window = settings.limits.processing;
    if (counters.enquireLinks === 0 && lasted >= quietMs) {
      findings.push({ text: "the client never sent an enquire_link", source: "SMPP 3.4 7.2" });
    }
    if (counters.mostProcessing > window) {
      const text = `the client had ${counters.mostProcessing} requests in flight at once, over a window of ${window}`;
      findings.push({ text, source: "SMPP 3.4 2.5" });
    }
    return findings;
  }

  function came(session: Session, raw: Buffer, decoded: PduHead | DecodeError): void {
    const note = of(session);
    if (!isPdu(decoded)) {
      const asked = { operation: "malformed", raw, decidedBy: `nature: ${decoded.error}` };
      if (decoded.answer === "none")
        write(session, { ...asked, raw: Buffer.from(raw) }, null, statusName(decoded.status));
      else note.last = { ...asked, sequence: decoded.sequence };
      return;
    }
    const { command, sequence } = decoded;
    if (command.endsWith("_resp") || command === "generic_nack") {
      const asked = note.ours.get(sequence);
      note.ours.delete(sequence);
      if (asked === null) return;
      if (asked !== undefined) {
        const [at, answer, code] = [deps.sandboxOf(session).clock.now(), Buffer.from(raw), statusName(decoded.status)];
        asked.turn(() => write(session, asked, answer, code, at));
      } else
        write(session, { operation: "stray", raw, decidedBy: `nature: nobody waits for this ${command}` }, null, "");
      return;
    }
    const asked = { operation: command, raw, decidedBy: "nature" };
    note.last = { ...asked, sequence };
    // Answered once no answer is in the making any more: until then its octets are kept.
    if (command === "unbind" || command === "enquire_link")
      keep(note.theirs, sequence, { ...asked, raw: Buffer.from(raw) });
  }

  function left(session: Session, raw: Buffer, decoded: PduHead | DecodeError): void {
    if (!isPdu(decoded)) return;
    const { command, sequence, status } = decoded;
    const note = of(session);
    if (!command.endsWith("_resp") && command !== "generic_nack") {
      const asked = { operation: command, raw, decidedBy: "nature" };
      if (command === "outbind" || command === "alert_notification") write(session, asked, null, "");
      else keep(note.ours, sequence, { ...asked, turn: deps.turns.take(deps.sandboxOf(session).name) });
      return;
    }
    const asked = note.last?.sequence === sequence ? note.last : note.theirs.get(sequence);
    if (note.last?.sequence === sequence) note.last = undefined;
    note.theirs.delete(sequence);
    if (asked !== undefined) write(session, asked, raw, statusName(status));
  }

  return {
    pdu: (session, direction, raw, decoded) =>
      direction === "in" ? came(session, raw, decoded) : left(session, raw, decoded),
    taken(session) {
      const note = of(session);
      if (note.last?.operation === "enquire_link") note.theirs.delete(note.last.sequence);
      note.last = undefined;
    },
    forget(session) {
      const note = of(session);
      for (const sequence of note.ours.keys()) note.ours.set(sequence, null);
      note.rows.clear();
      note.since = deps.sandboxOf(session).clock.now();
    },
    closed(session, reason) {
      const { ours, rows, since } = of(session);
      for (const asked of ours.values()) {
        if (asked === null) continue;
        const decidedBy = "nature: the session ended before its response";
        const at = deps.sandboxOf(session).clock.now();
        asked.turn(() => write(session, { ...asked, decidedBy }, null, "", at));
      }
      const lasted = deps.sandboxOf(session).clock.now() - since;
      if (session.account !== undefined && !rows.has("unbind") && habits(session, lasted).length > 0) {
        const decidedBy = `nature: the session ended without unbind (${reason})`;
        write(session, { operation: "close", raw: Buffer.alloc(0), decidedBy }, null, "");
      }
      notes.delete(session);
    },
  };
}

function keep<A>(map: Map<number, A | null>, sequence: number, asked: A): void {
  map.set(sequence, asked);
  for (const oldest of map.keys()) {
    if (map.size <= mostWaiting) break;
    map.delete(oldest);
  }
}
