import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { MensagemRow } from "./codes.ts";

/** An operation whose rows know the document's own spelling. */
export interface MensagemOperation extends OperationVocabulary {
  readonly codes: readonly MensagemRow[];
}
