// Session with an ESME: its states, from the connection to the end (SMPP 3.4 sections 2.2-2.4). Path of a request:
// socket, framer, decode, state check, handler, encode, one write per turn.

import type { Socket } from "node:net";
import type { Fault } from "../../core/fault.ts";
import { SessionActivity } from "./activity.ts";
import { AnswerWriter } from "./answers.ts";
import { boundAs, speaks33 } from "./bind.ts";
import { SmppConnection } from "./connection.ts";
import { Handshake } from "./handshake.ts";
import { guarded } from "./hooks.ts";
import { RequestsInFlight } from "./in-flight.ts";
import { Incoming } from "./incoming.ts";
import { KeepAlive } from "./keep-alive.ts";
import { Outgoing, type Waiting, type Write } from "./outgoing.ts";
import type { BindPdu, DraftOf } from "./pdu.ts";
import type { DeliverPdu } from "./pool.ts";
import { RequestWriter } from "./request-writer.ts";
import type {
  BindAccepted,
  BoundAs,
  BoundClock,
  CloseReason,
  OwnRequest,
  Peer,
  SentOutcome,
  SessionContext,
  SessionCounters,
  SessionState,
  SessionView,
} from "./session-types.ts";
import { type SmppSettings, withOwn } from "./settings.ts";
import { isBound, isReceiver, stateAfter } from "./states.ts";

let lastId = 0;

export class SmppSession implements SessionView {
  readonly id = ++lastId;
  readonly peer: Peer;
  readonly activity: SessionActivity;
  readonly requests = new RequestsInFlight();
  readonly counters: SessionCounters = {
    received: 0,
    sent: 0,
    malformed: 0,
    stray: 0,
    enquireLinks: 0,
    submissions: 0,
    mostProcessing: 0,
    overWindow: 0,
  };
  readonly #context: SessionContext<SmppSession>;
  readonly #connection: SmppConnection;
  readonly #answers: AnswerWriter;
  readonly #incoming: Incoming<SmppSession>;
  readonly #outgoing: Outgoing;
  #state: SessionState = "OPEN";
  #account: string | undefined;
  #bound: BoundAs | undefined;
  #clock: BoundClock;
  #keepAlive: KeepAlive | undefined;
  #unbinding = false;

  constructor(socket: Socket, peer: Peer, context: SessionContext<SmppSession>) {
    const { settings, handlers, host } = context;
    this.peer = peer;
    this.#context = context;
    this.#clock = host;
    this.activity = new SessionActivity(host);
    const writer = new RequestWriter<SmppSession>({
      session: this,
      context,
      counters: this.counters,
      connection: () => this.#connection,
      answers: () => this.#answers,
    });
    this.#outgoing = new Outgoing(writer, settings.firstSequence);
    const bug = (error: unknown) => handlers.onBug(error);
    const connection = new SmppConnection(socket, context.tcp, context, settings, {
      traffic: () => this.#keepAlive?.touch(),
      pdu: (raw) => guarded(context, () => this.#incoming.take(raw)),
      badFrame: (error) => this.#incoming.badFrame(error),
      peerEnded: () => this.#incoming.whenQuiet(() => this.close("peer")),
      closing: () => this.#retire(),
      closed: (reason) => this.#closed(reason),
      bug,
    });
    const answers = new AnswerWriter(connection, {
      written: (octets) => writer.written(octets),
      unbind: () => this.unbind("fault"),
      silence: () => {
        this.#incoming.silent = true;
      },
      bug,
    });
    const handshake = new Handshake({
      session: this,
      context,
      connection,
      answers,
      become: (pdu, decision) => this.#become(pdu, decision),
      begin: () => this.#begin(),
    });
    this.#connection = connection;
    this.#answers = answers;
    this.#incoming = new Incoming({
      session: this,
      counters: this.counters,
      context,
      connection,
      answers,
      outgoing: this.#outgoing,
      bind: (pdu, received) => handshake.bind(pdu, received),
      retire: () => this.#retire(),
    });
    connection.after(settings.hostTimers.sessionInitMs, () => {
      // A decision that takes its time, by a scenario's delay for instance, is not the client's fault.
      if (this.#state === "OPEN" && !handshake.deciding) this.close("session-init");
    });
  }

  get state(): SessionState {
    return this.#state;
  }
  get account(): string | undefined {
    return this.#account;
  }
  get bound(): BoundAs | undefined {
    return this.#bound;
  }
  get olderVersion(): boolean {
    return this.#bound !== undefined && speaks33(this.#bound.interfaceVersion);
  }
  /** Settings of the listener, with those of the account in their place. */
  get settings(): SmppSettings {
    return this.#connection.settings;
  }
  /** Deliveries that may wait for their responses at once (D9), and those that do. */
  get window(): number {
    return this.settings.limits.window;
  }
  get inFlight(): number {
    return this.#outgoing.inFlight;
  }
  boundTo(account: string): number {
    return this.#context.boundTo(account);
  }
  /** Octets of answers and deliveries that the peer has not taken. */
  get unsent(): number {
    return this.#connection.unsent;
  }
  /** True if deliveries may go to this session at all (D7). */
  get receives(): boolean {
    return isReceiver(this.#state) && !this.#unbinding && !this.#connection.deaf;
  }
  /** Deliveries that it takes now (D9). */
  get free(): number {
    return this.receives ? Math.max(0, this.settings.limits.window - this.#outgoing.inFlight) : 0;
  }

  /**
   * Sends a PDU of ours; the bound session's clock times the response (alert_notification has none, S12). Rejects
   * with EncodeError.
   */
  deliver(draft: DeliverPdu, fault?: Fault): Promise<SentOutcome> {
    this.activity.touch();
    try {
      if (draft.command === "alert_notification") {
        this.#outgoing.send(draft, this.#writing(fault));
        return Promise.resolve({ outcome: "sent" });
      }
      const waiting = { clock: this.#clock, responseMs: this.settings.boundTimers.responseMs, windowed: true };
      return this.#outgoing.request(draft, waiting, this.#writing(fault));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** The move of the manual clock is over. */
  moved(): void {
    this.#keepAlive?.moved();
  }

  /** The clock is another one. */
  clockChanged(): void {
    this.#outgoing.clockChanged(this.#clock);
    this.activity.touch();
    this.#keepAlive?.restart();
  }

  /** Names us to the ESME that was called (S11). Throws EncodeError. */
  outbind(draft: DraftOf<"outbind">, { fault, present, rule }: OwnRequest = {}): void {
    this.#outgoing.send({ ...draft, ...(present && { present }), ...(rule && { rule }) }, this.#writing(fault));
  }

  /** Undefined: written as it stands. */
  #writing(fault: Fault | undefined): Write | undefined {
    return fault && ((numbered) => this.#answers.request(numbered, fault));
  }

  /** Sends an enquire_link or unbind of ours as the handlers want it. */
  #request(command: "enquire_link" | "unbind", waiting: Waiting): Promise<SentOutcome> {
    let own: OwnRequest = {};
    guarded(this.#context, () => {
      own = this.#context.handlers.ownRequest?.(this, command) ?? {};
    });
    const { delayMs = 0, fault, present, rule } = own;
    const draft = { command, ...(present && { present }), ...(rule && { rule }) };
    const send = () => this.#outgoing.request(draft, waiting, this.#writing(fault));
    if (delayMs <= 0) return send();
    return new Promise((resolve) => this.#connection.after(delayMs, () => resolve(send())));
  }

  /** Ends a bound session politely: unbind, its response (at most `unbindMs`), FIN. Another is closed at once (S9). */
  unbind(reason: CloseReason = "unbind"): void {
    if (this.#unbinding || this.#connection.deaf) return;
    if (!isBound(this.#state)) {
      this.close(reason);
      return;
    }
    this.#unbinding = true;
    this.#context.leave(this);
    const { host } = this.#context;
    const waiting = { clock: host, responseMs: this.settings.hostTimers.unbindMs, windowed: false };
    this.#request("unbind", waiting).then(() => {
      this.#incoming.whenQuiet(() => this.close(reason));
    });
  }

  /** Writes what is queued, then FIN. */
  close(reason: CloseReason): void {
    this.#connection.close(reason);
  }

  /** Ends the connection now. */
  destroy(reason: CloseReason): void {
    this.#connection.destroy(reason);
  }

  /** An accepted bind makes the session a bound one; false when the account has too many. */
  #become(pdu: BindPdu, decision: BindAccepted): boolean {
    const { settings } = this.#context;
    this.#state = stateAfter(pdu.command);
    this.#bound = boundAs(pdu);
    this.#account = decision.account;
    this.#clock = decision.clock;
    this.activity.bound(decision.clock);
    const all = decision.own === undefined ? settings : withOwn(settings, decision.own);
    if (this.#context.join(this, decision.account, all.limits)) {
      this.#connection.settings = all;
      return true;
    }
    this.#state = "OPEN";
    this.#bound = undefined;
    this.#account = undefined;
    return false;
  }

  /** The answer to the bind stands in front of whatever is delivered from now on. */
  #begin(): void {
    // A fault on the answer may have ended it already.
    if (!isBound(this.#state)) return;
    const { handlers, host } = this.#context;
    const waiting = { clock: this.#clock, responseMs: this.settings.boundTimers.responseMs, windowed: false };
    this.#keepAlive = new KeepAlive({
      clock: this.#clock,
      host,
      timers: this.settings.boundTimers,
      graceMs: this.settings.hostTimers.enquireLinkGraceMs,
      enquire: () => this.#request("enquire_link", waiting),
      wait: (settled) => guarded(this.#context, () => handlers.onWait?.(this, settled)),
      gone: () => this.close("inactivity"),
      strict: this.settings.onMissingEnquireLink !== "wait",
      missing: () => {
        if (this.settings.onMissingEnquireLink === "unbind") this.unbind("inactivity");
        else this.close("inactivity");
      },
    });
    this.#context.ready(this);
    guarded(this.#context, () => handlers.onBound?.(this));
  }

  /** Takes no more deliveries; those in flight go back to their senders (S8, S10). */
  #retire(): void {
    if (this.#state === "CLOSED" || this.#state === "UNBOUND") return;
    this.#state = "UNBOUND";
    this.#keepAlive?.stop();
    this.#context.leave(this);
    this.#outgoing.loseAll();
  }

  #closed(reason: CloseReason): void {
    this.#answers.dispose();
    this.#retire();
    this.#outgoing.dispose();
    this.#state = "CLOSED";
    this.#context.closed(this);
    guarded(this.#context, () => this.#context.handlers.onClose?.(this, reason));
  }
}
