// The connection below a session: reads PDUs, writes, closes, and keeps the timers that end with the connection. It
// knows no state and no command.

import type { Socket } from "node:net";
import type { Cancel, Clock, Turns } from "../../core/clock.ts";
import { type FrameError, Framer } from "./framer.ts";
import { Output, type OutputLimits, type Pieces } from "./output.ts";
import type { CloseReason } from "./session-types.ts";
import type { SmppSettings } from "./settings.ts";

export interface SmppConnectionHooks {
  /** Something has arrived. */
  traffic(): void;
  pdu(raw: Buffer): void;
  /** The stream cannot be trusted any more; the line has not been closed. */
  badFrame(error: FrameError): void;
  /** The peer has sent its FIN, and everything before it has been read. */
  peerEnded(): void;
  /** The connection ends: nothing is read any more, nothing will be written. */
  closing(): void;
  /** The connection is gone; called once. */
  closed(reason: CloseReason): void;
  bug(error: unknown): void;
}

/** Reasons to stop reading: a bind is being decided, too many requests, unread answers, a broken stream, a turn is over. */
type Block = "bind" | "processing" | "output" | "broken" | "turn";

/** Clock and turns of the process, which all connections share. */
export interface SharedTime {
  readonly host: Clock;
  readonly turns: Turns;
}

/** Most PDUs, octets and milliseconds of a connection in one turn of the event loop. */
const turnPdus = 64;
const turnOctets = 8_192;
const turnMs = 10;

export class SmppConnection {
  readonly framer: Framer;
  readonly #socket: Socket;
  readonly #tcp: Socket;
  readonly #host: Clock;
  readonly #turns: Turns;
  #settings: SmppSettings;
  readonly #hooks: SmppConnectionHooks;
  readonly #output: Output;
  readonly #blocks = new Set<Block>();
  readonly #timers = new Set<Cancel>();
  #isHandling = false;
  #deaf = false;
  #peerEnded = false;
  #gone = false;
  #reason: CloseReason | undefined;

  /** `tcp` is the TCP socket below `socket`, which may be `socket` itself. */
  constructor(
    socket: Socket,
    tcp: Socket,
    { host, turns }: SharedTime,
    settings: SmppSettings,
    hooks: SmppConnectionHooks,
  ) {
    this.#socket = socket;
    this.#tcp = tcp;
    this.#host = host;
    this.#turns = turns;
    this.#settings = settings;
    this.#hooks = hooks;
    this.framer = new Framer(settings.limits.unboundPduOctets);
    this.#output = new Output(socket, host, outputLimits(settings), {
      full: () => this.block("output"),
      room: () => this.unblock("output"),
      tooSlow: () => this.destroy("slow-reader"),
      bug: hooks.bug,
    });
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#arrived(chunk));
    socket.on("end", () => {
      this.#peerEnded = true;
      this.#read();
    });
    socket.on("error", () => this.#note("reset"));
    socket.on("close", () => this.#closed());
  }

  get settings(): SmppSettings {
    return this.#settings;
  }
  /** Set at the bind: an account may have settings of its own. */
  set settings(settings: SmppSettings) {
    this.#settings = settings;
    this.framer.max = settings.limits.pduOctets;
    this.#output.limits = outputLimits(settings);
  }

  /** Octets written that the peer's machine has not taken. */
  get unsent(): number {
    return this.#output.queued;
  }

  /** Nothing that arrives is looked at any more. */
  get deaf(): boolean {
    return this.#deaf;
  }

  /** Runs `work` on the host's clock, unless the connection ends first. */
  after(delayMs: number, work: () => void): Cancel {
    if (this.#gone) return () => {};
    const cancel = this.#host.after(delayMs, () => {
      this.#timers.delete(stop);
      work();
    });
    const stop = () => {
      this.#timers.delete(stop);
      cancel();
    };
    this.#timers.add(stop);
    return stop;
  }

  write(octets: Buffer, sent?: () => void): void {
    this.#output.write(octets, sent);
  }

  drip(octets: Buffer, pieces: Pieces, sent?: () => void): void {
    this.#output.drip(octets, pieces, sent);
  }

  block(why: Block): void {
    this.#blocks.add(why);
    if (!this.#deaf) this.#socket.pause();
  }

  unblock(why: Block): void {
    if (!this.#blocks.delete(why) || this.#blocks.size > 0) return;
    this.#read();
    if (this.#blocks.size === 0) this.#socket.resume();
  }

  /** Writes what is queued, then FIN; what still arrives is not looked at. */
  close(reason: CloseReason): void {
    if (this.#deaf) return;
    this.#note(reason);
    this.#deaf = true;
    this.#hooks.closing();
    const { finMs, slowReaderMs } = this.#settings.hostTimers;
    this.#output.end(() => this.after(finMs, () => this.#socket.destroy()));
    // The FIN may never get out to a peer that reads nothing.
    this.after(slowReaderMs, () => this.#socket.destroy());
    // Reads and drops the peer's octets: a FIN in front of unread octets becomes a reset, which loses the answer.
    this.#socket.resume();
  }

  /** Ends the connection now. */
  destroy(reason: CloseReason): void {
    this.#note(reason);
    this.#deaf = true;
    this.#socket.destroy();
  }

  /** Ends the connection with a RST. */
  reset(reason: CloseReason): void {
    this.#note(reason);
    this.#deaf = true;
    this.#tcp.resetAndDestroy();
  }

  #arrived(chunk: Buffer): void {
    if (this.#deaf) return;
    this.#hooks.traffic();
    this.framer.push(chunk);
    this.#read();
  }

  #read(): void {
    if (this.#isHandling) return;
    this.#isHandling = true;
    const { pauseOctets } = this.#settings.limits;
    const { waiting } = this.framer;
    const began = this.#host.elapsed();
    for (let pdus = 1; this.#blocks.size === 0 && !this.#deaf; pdus++) {
      const frame = this.framer.next();
      if (frame === undefined) break;
      if (Buffer.isBuffer(frame)) this.#hooks.pdu(frame);
      else this.#hooks.badFrame(frame);
      if (this.#output.queued > pauseOctets) this.block("output");
      if (pdus >= turnPdus || waiting - this.framer.waiting >= turnOctets || this.#host.elapsed() - began >= turnMs)
        this.#endTurn();
    }
    this.#isHandling = false;
    if (this.#peerEnded && this.#blocks.size === 0 && !this.#deaf) this.#hooks.peerEnded();
  }

  /** Leaves the rest of what has arrived to later turns, between which other connections have theirs. */
  #endTurn(): void {
    if (this.framer.waiting === 0) return;
    this.block("turn");
    this.#turns.next(this).then(() => this.unblock("turn"));
  }

  #note(reason: CloseReason): void {
    this.#reason ??= reason;
  }

  #closed(): void {
    this.#deaf = true;
    this.#gone = true;
    this.#output.dispose();
    for (const cancel of [...this.#timers]) cancel();
    this.#hooks.closed(this.#reason ?? "peer");
  }
}

function outputLimits({ limits, hostTimers }: SmppSettings): OutputLimits {
  return { ...limits, slowReaderMs: hostTimers.slowReaderMs };
}
