// What an ESME sends, PDU by PDU: who answers it, and with what when it may not be asked. Each request gets exactly one
// response; responses that nobody waits for, and what has none, are counted and dropped (W10).

import type { Answers } from "./answers.ts";
import { speaksAnotherProtocol } from "./bind.ts";
import { responseTo } from "./commands.ts";
import { decode } from "./decode.ts";
import { leavesHanging } from "./faults.ts";
import type { FrameError } from "./framer.ts";
import type { Line } from "./line.ts";
import type { Outgoing } from "./outgoing.ts";
import type { BindPdu, DecodeError, Pdu, PduOf, RequestCommand, ServicePdu } from "./pdu.ts";
import { isPdu } from "./pdu.ts";
import type { Courtesy, Reply, Sending, SessionContext, SessionCounters, SessionView } from "./session-types.ts";
import { isAllowed, isBound } from "./states.ts";
import { status } from "./status.ts";
import { hasUnexpectedTlv } from "./tlv.ts";

const headerLength = 16;

export interface IncomingParts<S extends SessionView> {
  readonly session: S;
  readonly counters: SessionCounters;
  readonly context: SessionContext<S>;
  readonly line: Line;
  readonly answers: Answers;
  readonly outgoing: Outgoing;
  bind(pdu: BindPdu, raw: Buffer): void;
  /** The session ends once what is in the making has been answered: it takes no more deliveries. */
  retire(): void;
}

export class Incoming<S extends SessionView> {
  /** No request is answered or handed on any more (fault `silence`). */
  silent = false;
  readonly #parts: IncomingParts<S>;
  #processing = 0;
  #processingOctets = 0;
  #whenQuiet: (() => void)[] = [];

  constructor(parts: IncomingParts<S>) {
    this.#parts = parts;
  }

  take(raw: Buffer): void {
    const { context, counters, session, answers } = this.#parts;
    const pdu = decode(raw);
    counters.received++;
    guarded(context, () => context.handlers.onPdu?.(session, "in", raw, pdu));
    if (!isPdu(pdu)) {
      this.#malformed(pdu);
      return;
    }
    if (pdu.command.endsWith("_resp") || pdu.command === "generic_nack") {
      this.#response(pdu);
      return;
    }
    if (this.silent) return;
    switch (pdu.command) {
      case "bind_receiver":
      case "bind_transmitter":
      case "bind_transceiver":
        this.#parts.bind(pdu, raw);
        break;
      case "enquire_link":
        counters.enquireLinks++;
        this.#courtesy(pdu, (courtesy) => {
          const { status: code = 0 } = courtesy;
          answers.send({ command: "enquire_link_resp", status: code, sequence: pdu.sequence }, courtesy);
        });
        break;
      case "unbind":
        this.#unbind(pdu);
        break;
      case "deliver_sm":
        this.#refuse(pdu, status("ESME_RINVBNDSTS"));
        break;
      case "submit_sm":
      case "submit_multi":
      case "data_sm":
      case "query_sm":
      case "cancel_sm":
      case "replace_sm":
        this.#service(pdu, raw);
        break;
      default:
        counters.stray++;
    }
  }

  badFrame({ commandLength, octets, sequence }: FrameError): void {
    const { counters, line, answers, context, session } = this.#parts;
    counters.malformed++;
    if (counters.received === 0 && speaksAnotherProtocol(octets)) {
      line.close("not-smpp");
      return;
    }
    const error: DecodeError = {
      error: `command_length: ${commandLength} cannot be`,
      status: status("ESME_RINVCMDLEN"),
      command: undefined,
      commandId: octets.length >= 8 ? octets.readUInt32BE(4) : 0,
      receivedStatus: 0,
      sequence,
      field: "command_length",
      answer: "nack",
    };
    guarded(context, () => context.handlers.onPdu?.(session, "in", octets, error));
    line.block("broken");
    this.#parts.retire();
    // Requests in front of it have been carried out: whoever is not told so would send them again.
    this.whenQuiet(() => {
      answers.send({ command: "generic_nack", status: error.status, sequence });
      line.close("command-length");
    });
  }

  /** Runs `finish` once, when no answer is in the making any more, at the latest after `quietMs`. */
  whenQuiet(finish: () => void): void {
    if (this.#processing === 0) {
      finish();
      return;
    }
    let done = false;
    const once = () => {
      if (!done) finish();
      done = true;
    };
    this.#whenQuiet.push(once);
    this.#parts.line.after(this.#parts.line.settings.hostTimers.quietMs, once);
  }

  #malformed({ answer, command, sequence, ...error }: DecodeError): void {
    this.#parts.counters.malformed++;
    if (answer === "none") {
      // A response whose body cannot be read is a response all the same: its header says what became of the request.
      if (command === undefined) this.#parts.counters.stray++;
      else this.#response({ command, sequence, status: error.receivedStatus });
    } else if (!this.silent) {
      const reply = answer === "nack" || command === undefined ? "generic_nack" : responseTo(command);
      this.#parts.answers.send({ command: reply, status: error.status, sequence });
    }
  }

  #response(pdu: Pick<Pdu, "command" | "sequence" | "status">): void {
    const { outgoing, counters } = this.#parts;
    if (!outgoing.answered(pdu.sequence, pdu.command, pdu.status)) counters.stray++;
  }

  #refuse(pdu: { readonly command: RequestCommand; readonly sequence: number }, code: number): void {
    this.#parts.answers.send({ command: responseTo(pdu.command), status: code, sequence: pdu.sequence });
  }

  #unbind(pdu: PduOf<"unbind">): void {
    const { session, line, answers } = this.#parts;
    if (!isBound(session.state)) {
      this.#refuse(pdu, status("ESME_RINVBNDSTS"));
      return;
    }
    this.#parts.retire();
    // Requests in front of the unbind get their answers in front of its own.
    this.whenQuiet(() => {
      this.#courtesy(pdu, (courtesy) => {
        answers.send({ command: "unbind_resp", status: courtesy.status ?? 0, sequence: pdu.sequence }, courtesy);
        if (!leavesHanging(courtesy.fault)) line.close("unbind");
      });
    });
  }

  #courtesy(pdu: PduOf<"enquire_link"> | PduOf<"unbind">, done: (courtesy: Courtesy) => void): void {
    const { context, session } = this.#parts;
    this.#make<Courtesy>(headerLength, () => context.handlers.courtesy?.(session, pdu) ?? {}, {}, done);
  }

  #service(pdu: ServicePdu, raw: Buffer): void {
    const { context, session, answers, line } = this.#parts;
    const { command, sequence } = pdu;
    if (!isAllowed(command, session.state)) {
      this.#refuse(pdu, status("ESME_RINVBNDSTS"));
      return;
    }
    if (line.settings.unexpectedTlvs === "refuse" && hasUnexpectedTlv(pdu)) {
      this.#refuse(pdu, status("ESME_ROPTPARNOTALLWD"));
      return;
    }
    const bug = { status: status("ESME_RSYSERR") };
    this.#make<Reply>(
      raw.length,
      () => context.handlers.request(session, pdu, raw),
      bug,
      (reply) => {
        const { body = {}, tlvs = [], octets } = reply;
        answers.send({ command: responseTo(command), status: reply.status, sequence, body, tlvs }, reply, octets);
      },
    );
  }

  /** Makes one answer and counts it until then; above the limits nothing more is read (M18). */
  #make<A extends Sending>(octets: number, make: () => A | Promise<A>, failed: A, done: (answer: A) => void): void {
    const { counters, answers, line } = this.#parts;
    const { processing, processingOctets } = line.settings.limits;
    const isFull = () => this.#processing >= processing || this.#processingOctets >= processingOctets;
    this.#processing++;
    this.#processingOctets += octets;
    counters.mostProcessing = Math.max(counters.mostProcessing, this.#processing);
    answers.settle<A>(make, failed, (answer) => {
      this.#processing--;
      this.#processingOctets -= octets;
      done(answer);
      // One may ask for another answer, which the next waits for.
      while (this.#processing === 0 && this.#whenQuiet.length > 0) this.#whenQuiet.shift()?.();
      if (!isFull()) line.unblock("processing");
    });
    if (isFull()) line.block("processing");
  }
}

/** Runs a hook of the room's user; what it throws is a bug of theirs and ends nothing here. */
export function guarded(context: { readonly handlers: { onBug(error: unknown): void } }, work: () => void): void {
  try {
    work();
  } catch (error) {
    context.handlers.onBug(error);
  }
}
