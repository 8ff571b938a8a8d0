// PDUs of an ESME: routes each one to its handler, and answers those that are out of place. Each request gets exactly
// one response; a PDU without a response is counted and dropped (W10).

import type { Finding } from "../../core/findings.ts";
import type { AnswerWriter } from "./answers.ts";
import { speaksAnotherProtocol } from "./bind.ts";
import { responseTo } from "./commands.ts";
import type { SmppConnection } from "./connection.ts";
import { decode } from "./decode.ts";
import { decodeSentence } from "./decode-sentences.ts";
import { leavesHanging } from "./faults.ts";
import type { FrameError } from "./framer.ts";
import { answeredBy, guarded } from "./hooks.ts";
import type { RequestsInFlight } from "./in-flight.ts";
import type { Outgoing } from "./outgoing.ts";
import type { AnyDraft, BindPdu, DecodeError, Pdu, PduOf, RequestCommand, ServicePdu } from "./pdu.ts";
import { isPdu } from "./pdu.ts";
import { takeMalformedResponse, takeResponse } from "./responses.ts";
import type {
  AnswerOptions,
  PduReply,
  ReceivedPdu,
  SessionContext,
  SessionCounters,
  SessionReply,
  SessionView,
} from "./session-types.ts";
import { isAllowed, isBound, isSubmission } from "./states.ts";
import { status } from "./status.ts";
import { hasUnexpectedTlv } from "./tlv.ts";
import { versionMistakes } from "./version-mistakes.ts";
import { sequenceMistakes, windowMistake } from "./wire-mistakes.ts";

export interface IncomingParts<S extends SessionView> {
  readonly session: S;
  readonly counters: SessionCounters;
  readonly context: SessionContext<S>;
  readonly connection: SmppConnection;
  readonly answers: AnswerWriter;
  readonly outgoing: Outgoing;
  bind(pdu: BindPdu, received: ReceivedPdu): void;
  /** The session ends once what is in the making has been answered: it takes no more deliveries. */
  retire(): void;
}

export class Incoming<S extends SessionView> {
  /** True once no request is answered or passed to a handler (fault `silence`). */
  silent = false;
  readonly #parts: IncomingParts<S>;
  readonly #inFlight: RequestsInFlight;
  /** The request over the limit, which waits for a place. Nothing is read behind it. */
  #waiting: { readonly pdu: Pdu; readonly received: ReceivedPdu } | undefined;
  #whenQuiet: (() => void)[] = [];

  constructor(parts: IncomingParts<S>) {
    this.#parts = parts;
    this.#inFlight = parts.session.requests;
  }

  take(raw: Buffer): void {
    const pdu = decode(raw);
    this.#take(raw, pdu);
    // After its handler, which is given the silence before it.
    if (pdu.command !== "enquire_link" && pdu.command !== "enquire_link_resp") this.#parts.session.activity.touch();
  }

  #take(raw: Buffer, pdu: Pdu | DecodeError): void {
    const { context, counters, session } = this.#parts;
    counters.received++;
    guarded(context, () => context.handlers.onPdu?.(session, "in", raw, pdu));
    const received = { raw, decoded: pdu, findings: this.#mistakes(pdu) };
    if (!isPdu(pdu)) {
      this.#malformed(pdu, received);
      return;
    }
    if (pdu.command.endsWith("_resp") || pdu.command === "generic_nack") {
      takeResponse(this.#parts, pdu, received);
      return;
    }
    if (this.silent) return;
    if (this.#isFull()) {
      counters.overWindow++;
      this.#waiting = { pdu, received };
      this.#parts.connection.block("processing");
    } else this.#dispatch(pdu, received);
  }

  #dispatch(pdu: Pdu, received: ReceivedPdu): void {
    const { counters } = this.#parts;
    switch (pdu.command) {
      case "bind_receiver":
      case "bind_transmitter":
      case "bind_transceiver":
        this.#parts.bind(pdu, received);
        break;
      case "enquire_link":
        counters.enquireLinks++;
        this.#sessionRequest(pdu, received, (reply) => {
          const { status: code = 0 } = reply;
          this.#answer({ command: "enquire_link_resp", status: code, sequence: pdu.sequence }, received, reply);
        });
        break;
      case "unbind":
        this.#unbind(pdu, received);
        break;
      case "deliver_sm":
        this.#refuse(pdu, status("ESME_RINVBNDSTS"), received);
        break;
      case "submit_sm":
      case "submit_multi":
      case "data_sm":
      case "query_sm":
      case "cancel_sm":
      case "replace_sm":
        this.#service(pdu, received);
        break;
      default:
        counters.stray++;
    }
  }

  badFrame({ commandLength, octets, sequence }: FrameError): void {
    const { counters, connection, context, session } = this.#parts;
    counters.malformed++;
    if (counters.received === 0 && speaksAnotherProtocol(octets)) {
      connection.close("not-smpp");
      return;
    }
    const error: DecodeError = {
      error: decodeSentence("impossible-length", { length: commandLength }),
      status: status("ESME_RINVCMDLEN"),
      command: undefined,
      commandId: octets.length >= 8 ? octets.readUInt32BE(4) : 0,
      receivedStatus: 0,
      sequence,
      field: "command_length",
      answer: "nack",
    };
    guarded(context, () => context.handlers.onPdu?.(session, "in", octets, error));
    const received = { raw: octets, decoded: error, findings: [] };
    connection.block("broken");
    this.#parts.retire();
    // Requests in front of the bad frame were carried out: without their answers the client would send them again.
    this.whenQuiet(() => {
      this.#answer({ command: "generic_nack", status: error.status, sequence }, received);
      connection.close("command-length");
    });
  }

  /** Runs `finish` once, when no answer is in the making any more, at the latest after `quietMs`. */
  whenQuiet(finish: () => void): void {
    if (this.#inFlight.count === 0) {
      finish();
      return;
    }
    let done = false;
    const once = () => {
      if (!done) finish();
      done = true;
    };
    this.#whenQuiet.push(once);
    this.#parts.connection.after(this.#parts.connection.settings.hostTimers.quietMs, once);
  }

  #malformed({ answer, command, sequence, ...error }: DecodeError, received: ReceivedPdu): void {
    this.#parts.counters.malformed++;
    if (answer === "none") {
      takeMalformedResponse(this.#parts, { command, sequence, ...error }, received);
      this.#objectTo(error, sequence, received);
    } else if (!this.silent) {
      const reply = answer === "nack" || command === undefined ? "generic_nack" : responseTo(command);
      this.#answer({ command: reply, status: error.status, sequence }, received);
    }
  }

  /** Answers or ends the session after a malformed response, as the settings want. */
  #objectTo({ status: code }: Pick<DecodeError, "status">, sequence: number, received: ReceivedPdu): void {
    const { connection } = this.#parts;
    const { onMalformedResponse } = connection.settings;
    if (onMalformedResponse === "nack") this.#answer({ command: "generic_nack", status: code, sequence }, received);
    else if (onMalformedResponse === "close") connection.close("malformed-response");
  }

  /** Mistakes of a request that the session sees. */
  #mistakes(pdu: Pdu | DecodeError): readonly Finding[] {
    const { command, sequence } = pdu;
    if (command === undefined || command.endsWith("_resp") || command === "generic_nack") return [];
    const { processing } = this.#parts.connection.settings.limits;
    const findings = [...sequenceMistakes(sequence, this.#inFlight.has(sequence)), ...versionMistakes(pdu)];
    return this.#inFlight.count < processing ? findings : [...findings, windowMistake(processing)];
  }

  #refuse(
    pdu: { readonly command: RequestCommand; readonly sequence: number },
    code: number,
    received: ReceivedPdu,
  ): void {
    this.#answer({ command: responseTo(pdu.command), status: code, sequence: pdu.sequence }, received);
  }

  /** Sends the session's own answer, and names the request that it answers. */
  #answer(answer: AnyDraft, request: ReceivedPdu, reply: SessionReply = {}): void {
    const sending = reply.recorded ? reply : { ...reply, onLeaving: answeredBy(this.#parts, request) };
    this.#parts.answers.send(answer, sending);
  }

  #unbind(pdu: PduOf<"unbind">, received: ReceivedPdu): void {
    const { session, connection } = this.#parts;
    if (!isBound(session.state)) {
      this.#refuse(pdu, status("ESME_RINVBNDSTS"), received);
      return;
    }
    this.#parts.retire();
    // Requests in front of the unbind get their answers in front of its own.
    this.whenQuiet(() => {
      this.#sessionRequest(pdu, received, (reply) => {
        this.#answer({ command: "unbind_resp", status: reply.status ?? 0, sequence: pdu.sequence }, received, reply);
        if (!leavesHanging(reply.fault)) connection.close("unbind");
      });
    });
  }

  #sessionRequest(
    pdu: PduOf<"enquire_link"> | PduOf<"unbind">,
    received: ReceivedPdu,
    done: (reply: SessionReply) => void,
  ): void {
    const { context, session } = this.#parts;
    const make = () => context.handlers.sessionRequest?.(session, pdu, received) ?? {};
    this.#make<SessionReply>(received, make, {}, done);
  }

  #service(pdu: ServicePdu, received: ReceivedPdu): void {
    const { context, counters, session, answers, connection } = this.#parts;
    const { command, sequence } = pdu;
    if (!isAllowed(command, session.state)) {
      this.#refuse(pdu, status("ESME_RINVBNDSTS"), received);
      return;
    }
    if (connection.settings.unexpectedTlvs === "refuse" && hasUnexpectedTlv(pdu)) {
      this.#refuse(pdu, status("ESME_ROPTPARNOTALLWD"), received);
      return;
    }
    if (isSubmission(command)) counters.submissions++;
    const bug = { status: status("ESME_RSYSERR") };
    this.#make<PduReply>(
      received,
      () => context.handlers.request(session, pdu, received),
      bug,
      (reply) => {
        const { body = {}, tlvs = [], octets } = reply;
        answers.send({ command: responseTo(command), status: reply.status, sequence, body, tlvs }, reply, octets);
      },
    );
  }

  /** Makes one answer and counts it until then (M18). */
  #make<A extends AnswerOptions>(
    { raw }: ReceivedPdu,
    make: () => A | Promise<A>,
    failed: A,
    done: (answer: A) => void,
  ): void {
    const { counters, answers } = this.#parts;
    const inFlight = this.#inFlight;
    const sequence = raw.readUInt32BE(12);
    inFlight.begin(sequence, raw.length);
    counters.mostProcessing = Math.max(counters.mostProcessing, inFlight.count);
    answers.settle<A>(make, failed, (answer) => {
      inFlight.end(sequence, raw.length);
      done(answer);
      // A finisher may start another answer, which the next finisher waits for.
      while (inFlight.count === 0 && this.#whenQuiet.length > 0) this.#whenQuiet.shift()?.();
      this.#goOn();
    });
  }

  #isFull(): boolean {
    const { processing, processingOctets } = this.#parts.connection.settings.limits;
    return this.#inFlight.count >= processing || this.#inFlight.octets >= processingOctets;
  }

  /** Takes the request that waits for a place, then reads on. */
  #goOn(): void {
    const { connection } = this.#parts;
    const waiting = this.#waiting;
    if (waiting === undefined || this.#isFull()) return;
    this.#waiting = undefined;
    if (!connection.deaf && !this.silent) this.#dispatch(waiting.pdu, waiting.received);
    if (this.#waiting === undefined) connection.unblock("processing");
  }
}
