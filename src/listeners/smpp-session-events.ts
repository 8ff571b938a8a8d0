// Events of sessions for rules: bound, bound no more, and idle for as long as a rule asks for.

import { isDeepStrictEqual } from "node:util";
import type { Cancel, Millis } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";
import { parseReceiverKey, type SmppService } from "../providers/provider.ts";

export interface SessionEventsDeps {
  readonly events: Events;
  readonly provider: string;
  readonly service: SmppService;
  readonly sandbox: (name: string) => Sandbox;
}

/** Silence of a session, as far as rules have been tried on it. */
interface Silence {
  readonly cancel: Cancel;
  /** Longest span for which rules have been tried. */
  readonly reached: Millis;
  readonly durations: readonly Millis[];
}

export class SessionEvents {
  readonly #deps: SessionEventsDeps;
  readonly #bound = new Set<SmppSession>();
  readonly #silences = new Map<SmppSession, Silence>();

  constructor(deps: SessionEventsDeps) {
    this.#deps = deps;
  }

  bound(session: SmppSession): void {
    this.#bound.add(session);
    this.#emit(session, "bound");
    this.#plan(session, 0);
  }

  /** Does nothing for a session whose bind was never answered. */
  unbound(session: SmppSession): void {
    if (!this.#bound.delete(session)) return;
    this.#stop(session);
    this.#emit(session, "unbound");
  }

  /** The clock is another one: each silence begins anew. */
  clockChanged(sessions: readonly SmppSession[]): void {
    for (const session of sessions) this.#plan(session, 0);
  }

  /** Plans anew where the rules ask for other spans; a span that was reached is not reached again. */
  scenarioChanged(sessions: readonly SmppSession[]): void {
    for (const session of sessions) {
      const { reached = 0, durations = [] } = this.#silences.get(session) ?? {};
      if (!isDeepStrictEqual(durations, this.#durationsOf(session))) this.#plan(session, reached);
    }
  }

  stop(): void {
    for (const session of [...this.#silences.keys()]) this.#stop(session);
  }

  #stop(session: SmppSession): void {
    this.#silences.get(session)?.cancel();
    this.#silences.delete(session);
    session.activity.cancelNextTouch();
  }

  /** Waits for the next span. A PDU begins a new silence, which only a session that has reached a span must see. */
  #plan(session: SmppSession, reached: Millis): void {
    this.#stop(session);
    const sandbox = this.#sandboxOf(session);
    const durations = this.#durationsOf(session);
    if (sandbox === null || durations.length === 0 || !this.#bound.has(session)) return;
    const next = durations.find((duration) => duration > reached);
    const wait = next === undefined ? null : Math.max(0, next - session.activity.idle);
    const cancel = wait === null ? () => undefined : sandbox.clock.after(wait, () => this.#due(session));
    this.#silences.set(session, { cancel, reached, durations });
    if (reached > 0) session.activity.onNextTouch(() => this.#plan(session, 0));
  }

  #due(session: SmppSession): void {
    const { reached = 0, durations = [] } = this.#silences.get(session) ?? {};
    const { idle } = session.activity;
    const due = durations.filter((duration) => duration > reached && duration <= idle);
    this.#plan(session, due.at(-1) ?? reached);
    for (const silence of due) this.#emit(session, "idle", silence);
  }

  #durationsOf(session: SmppSession): readonly Millis[] {
    return this.#sandboxOf(session)?.scenario?.idleDurations ?? [];
  }

  #sandboxOf({ account = "" }: SmppSession): Sandbox | null {
    const receiver = parseReceiverKey(account);
    return receiver === null ? null : this.#deps.sandbox(receiver.sandbox);
  }

  #emit(session: SmppSession, event: "bound" | "unbound" | "idle", silence?: Millis): void {
    const { events, provider, service } = this.#deps;
    const receiver = parseReceiverKey(session.account ?? "");
    if (receiver === null) return;
    const facts = service.sessionFacts(session);
    const silenceFacts = silence === undefined ? {} : { silence };
    events.emit({ kind: "session", event, provider, ...receiver, session: facts, ...silenceFacts });
  }
}
