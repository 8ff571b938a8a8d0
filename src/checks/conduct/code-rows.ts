// Rows of the vocabularies by provider, operation and code: few of them, which a long journal asks for again and again.

import { type CodeRow, type OperationVocabulary, rowOf, type Vocabulary } from "../../core/vocabulary.ts";
import type { ModelRequest } from "./model.ts";

type Answered = Pick<ModelRequest, "provider" | "operation" | "code" | "channel">;

const mostRows = 10_000;

export class CodeRows {
  readonly #vocabularies: readonly Vocabulary[];
  readonly #rows = new Map<string, CodeRow | null>();

  constructor(vocabularies: readonly Vocabulary[]) {
    this.#vocabularies = vocabularies;
  }

  operation(provider: string, operation: string): OperationVocabulary | undefined {
    const vocabulary = this.#vocabularies.find((one) => one.provider === provider);
    return vocabulary?.operations.find(({ name }) => name === operation);
  }

  /** Row of a refusal's own code, or of the request's where it has none. @param refusal its code; "": there is none */
  of({ provider, operation, code, channel }: Answered, refusal: string): readonly CodeRow[] {
    const isShown = channel === "smpp" ? this.#isStatus(provider, refusal) : refusal !== "";
    const own = isShown ? this.#row(provider, operation, refusal) : null;
    const row = own ?? this.#row(provider, operation, code);
    return row === null ? [] : [row];
  }

  kindsOf(request: Answered, refusal: string): ModelRequest["kinds"] {
    return this.of(request, refusal).flatMap(({ kinds }) => kinds ?? []);
  }

  /** True if the client can read the code in a PDU: codes of other channels stay with the server. */
  #isStatus(provider: string, code: string): boolean {
    const vocabulary = this.#vocabularies.find((candidate) => candidate.provider === provider);
    return vocabulary?.smpp?.statuses.has(code) ?? false;
  }

  #row(provider: string, operation: string, code: string): CodeRow | null {
    const key = `${provider} ${operation} ${code}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const vocabulary = this.operation(provider, operation);
    const row = vocabulary === undefined ? null : rowOf(vocabulary, code);
    if (this.#rows.size < mostRows) this.#rows.set(key, row);
    return row;
  }
}
