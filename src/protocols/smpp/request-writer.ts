// PDUs of ours on their way to the connection: counted, shown to observers, noted in the journal.

import type { Bilingual } from "../../core/sentences.ts";
import type { AnswerWriter } from "./answers.ts";
import type { CommandName } from "./commands.ts";
import type { SmppConnection } from "./connection.ts";
import { decodeHead } from "./decode.ts";
import { encodeNumbered, encodeWithOffsets } from "./encode.ts";
import { guarded } from "./hooks.ts";
import type { AnyDraft } from "./pdu.ts";
import type { RequestNote, SentPdu, SessionContext, SessionCounters, SessionView } from "./session-types.ts";

export interface RequestWriterParts<S extends SessionView> {
  readonly session: S;
  readonly context: SessionContext<S>;
  readonly counters: SessionCounters;
  readonly connection: () => SmppConnection;
  readonly answers: () => AnswerWriter;
}

export class RequestWriter<S extends SessionView> {
  readonly #parts: RequestWriterParts<S>;

  constructor(parts: RequestWriterParts<S>) {
    this.#parts = parts;
  }

  /** Writes a request of ours as it stands. @throws EncodeError */
  write(draft: AnyDraft): SentPdu {
    const { withoutTlvs } = this.#parts.answers();
    const base = withoutTlvs ? { ...draft, tlvs: [] } : draft;
    const whole = withoutTlvs || base.present !== undefined;
    const octets = whole ? encodeWithOffsets(base.present?.(base) ?? base).octets : encodeNumbered(base);
    this.written(octets);
    this.#parts.connection().write(octets);
    return { octets, whole: octets };
  }

  note(command: CommandName, sent: SentPdu, rule: Bilingual | undefined): RequestNote | undefined {
    const { context, session } = this.#parts;
    let note: RequestNote | undefined;
    guarded(context, () => {
      note = context.handlers.onRequest?.(session, { command, sent, ...(rule && { rule }) });
    });
    return note;
  }

  /** Octets of a request or an answer are about to leave. */
  written(octets: Buffer): void {
    const { context, session, counters } = this.#parts;
    counters.sent++;
    const { handlers } = context;
    if (handlers.onPdu === undefined) return;
    guarded(context, () => handlers.onPdu?.(session, "out", octets, decodeHead(octets)));
  }
}
