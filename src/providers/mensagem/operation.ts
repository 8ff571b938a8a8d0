import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { MensagemRow } from "./codes.ts";

/** An operation whose rows know the document's own spelling. */
export interface MensagemOperation<Name extends string = string> extends OperationVocabulary<Name> {
  readonly codes: readonly MensagemRow[];
}
