// Events of sessions for rules: bound, bound no more, and idle for as long as a rule asks for.

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
  readonly idle: Millis;
}

export class SessionEvents {
  readonly #deps: SessionEventsDeps;
  readonly #silences = new Map<SmppSession, Silence>();

  constructor(deps: SessionEventsDeps) {
    this.#deps = deps;
  }

  bound(session: SmppSession): void {
    this.#emit(session, "bound");
    this.#plan(session, 0);
  }

  unbound(session: SmppSession): void {
    if (session.account === undefined) return;
    this.#stop(session);
    this.#emit(session, "unbound");
  }

  /** The clock or the scenario is another one. */
  changed(sessions: readonly SmppSession[]): void {
    for (const session of sessions) this.#plan(session, 0);
  }

  stop(): void {
    for (const session of [...this.#silences.keys()]) this.#stop(session);
  }

  #stop(session: SmppSession): void {
    this.#silences.get(session)?.cancel();
    this.#silences.delete(session);
  }

  /** Waits for the next span, or for activity after the last one. */
  #plan(session: SmppSession, reached: Millis): void {
    this.#stop(session);
    const sandbox = this.#sandboxOf(session);
    const spans = sandbox?.scenario?.idleSpans ?? [];
    const [first] = spans;
    if (sandbox === null || first === undefined || session.state === "CLOSED" || session.state === "UNBOUND") return;
    const { idle } = session.activity;
    const next = spans.find((span) => span > reached);
    const wait = next === undefined ? first : Math.max(0, next - idle);
    const cancel = sandbox.clock.after(wait, () => this.#due(session));
    this.#silences.set(session, { cancel, reached, idle });
  }

  #due(session: SmppSession): void {
    const silence = this.#silences.get(session);
    if (silence === undefined) return;
    const { idle } = session.activity;
    // Something was sent or received meanwhile.
    const reached = idle < silence.idle || idle < silence.reached ? 0 : silence.reached;
    const spans = this.#sandboxOf(session)?.scenario?.idleSpans ?? [];
    const due = spans.findLast((span) => span <= idle) ?? 0;
    this.#plan(session, Math.max(reached, due));
    if (due > reached) this.#emit(session, "idle");
  }

  #sandboxOf({ account = "" }: SmppSession): Sandbox | null {
    const receiver = parseReceiverKey(account);
    return receiver === null ? null : this.#deps.sandbox(receiver.sandbox);
  }

  #emit(session: SmppSession, event: "bound" | "unbound" | "idle"): void {
    const { events, provider, service } = this.#deps;
    const receiver = parseReceiverKey(session.account ?? "");
    if (receiver === null) return;
    events.emit({ kind: "session", event, provider, ...receiver, session: service.sessionFacts(session) });
  }
}
