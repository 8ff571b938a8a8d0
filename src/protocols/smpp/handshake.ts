// A bind, from its request to its response (SMPP 3.4 sections 4.1 and 5.1.3; S3-S7).

import type { Cancel } from "../../core/clock.ts";
import type { AnswerWriter } from "./answers.ts";
import { speaks33 } from "./bind.ts";
import { responseTo } from "./commands.ts";
import type { SmppConnection } from "./connection.ts";
import { leavesHanging } from "./faults.ts";
import { answeredBy } from "./hooks.ts";
import type { BindPdu } from "./pdu.ts";
import type {
  BindAccepted,
  BindDecision,
  BindRefused,
  ReceivedPdu,
  SessionContext,
  SessionView,
} from "./session-types.ts";
import { status } from "./status.ts";
import { tlv } from "./tlv.ts";

export interface HandshakeParts<S extends SessionView> {
  readonly session: S;
  readonly context: SessionContext<S>;
  readonly connection: SmppConnection;
  readonly answers: AnswerWriter;
  /** Makes the session a bound one; false when the account has too many already. */
  become(pdu: BindPdu, decision: BindAccepted): boolean;
  /** The answer stands in front of whatever is delivered from now on. */
  begin(): void;
}

/** Refusals for a wrong name or password; only these count as attempts. */
const guesses = [status("ESME_RINVSYSID"), status("ESME_RINVPASWD")];

export class Handshake<S extends SessionView> {
  readonly #parts: HandshakeParts<S>;
  /** A bind has come and its decision is being made, or a fault never gives one. */
  deciding = false;
  #refusal: Cancel | undefined;

  constructor(parts: HandshakeParts<S>) {
    this.#parts = parts;
  }

  bind(pdu: BindPdu, received: ReceivedPdu): void {
    const { session, context, connection, answers } = this.#parts;
    const { command, sequence, body } = pdu;
    if (session.state !== "OPEN") {
      const onLeaving = answeredBy(this.#parts, received);
      answers.send({ command: responseTo(command), status: status("ESME_RALYBND"), sequence }, { onLeaving });
      return;
    }
    const old = speaks33(body.interface_version);
    answers.withoutTlvs = old;
    this.#refusal?.();
    if (!context.mayBind(session.peer, body) || (old && !context.settings.acceptVersion33)) {
      const onLeaving = answeredBy(this.#parts, received);
      this.#refuse(pdu, { accepted: false, status: status("ESME_RBINDFAIL"), onLeaving });
      return;
    }
    // PDUs behind the bind wait for the decision.
    connection.block("bind");
    this.deciding = true;
    answers.settle<BindDecision>(
      () => context.handlers.bind(pdu, session, received),
      { accepted: false, status: status("ESME_RSYSERR") },
      (decision) => {
        this.deciding = false;
        if (connection.deaf) return;
        if (decision.accepted) this.#accept(pdu, decision);
        else this.#refuse(pdu, decision);
        connection.unblock("bind");
      },
    );
  }

  #accept(pdu: BindPdu, decision: BindAccepted): void {
    const { context, answers } = this.#parts;
    if (!this.#parts.become(pdu, decision)) {
      const { onSent, onWire } = decision;
      const hooks = { ...(onSent === undefined ? {} : { onSent }), ...(onWire === undefined ? {} : { onWire }) };
      this.#refuse(pdu, { accepted: false, status: status(context.settings.tooManySessions), ...hooks });
      return;
    }
    const answer = {
      command: responseTo(pdu.command),
      sequence: pdu.sequence,
      body: { system_id: decision.systemId ?? context.settings.systemId },
      tlvs: [tlv("sc_interface_version", 0x34)],
    };
    answers.send(answer, decision);
    this.#parts.begin();
  }

  #refuse(pdu: BindPdu, refusal: BindRefused): void {
    const { session, context, connection, answers } = this.#parts;
    if (guesses.includes(refusal.status)) context.bindRefused(session.peer, pdu.body);
    answers.send({ command: responseTo(pdu.command), status: refusal.status, sequence: pdu.sequence }, refusal);
    this.deciding = leavesHanging(refusal.fault);
    if (this.deciding) return;
    // With a FIN right behind the answer jSMPP loses it now and then and sits until its own time-out (S5).
    this.#refusal = connection.after(context.settings.hostTimers.refusedBindMs, () => connection.close("bind-refused"));
  }
}
