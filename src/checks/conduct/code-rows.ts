// Rows of the vocabularies by provider, operation and code: few of them, which a long journal asks for again and again.

import { type CodeRow, type OperationVocabulary, rowOf, type Vocabulary } from "../../core/vocabulary.ts";
import type { ModelRequest } from "./model.ts";

type Answered = Pick<ModelRequest, "provider" | "operation" | "code" | "channel">;

const maxRows = 10_000;

/** Rows of the codes that a client reads in an answer, with what they say of it. */
export interface AnswerFacts {
  readonly vocabulary: OperationVocabulary | undefined;
  readonly rows: readonly CodeRow[];
  readonly kinds: ModelRequest["kinds"];
  readonly reasons: ModelRequest["reasons"];
}

export class CodeRows {
  readonly #vocabularies: ReadonlyMap<string, Vocabulary>;
  /** Provider and code of rows that say out of date. */
  readonly #outOfDate: ReadonlySet<string>;
  readonly #facts = new Map<string, AnswerFacts>();

  constructor(vocabularies: readonly Vocabulary[]) {
    this.#vocabularies = new Map(vocabularies.map((vocabulary) => [vocabulary.provider, vocabulary]));
    const outOfDate = vocabularies.flatMap(({ provider, operations }) =>
      operations.flatMap(({ codes }) =>
        codes.flatMap((row) => (row.outOfDate === true ? [`${provider} ${row.code}`] : [])),
      ),
    );
    this.#outOfDate = new Set(outOfDate);
  }

  /** True if the code says out of date, also where a dialect gives it to an operation that has no row for it. */
  isOutOfDate({ provider, code }: Pick<Answered, "provider" | "code">): boolean {
    return this.#outOfDate.has(`${provider} ${code}`);
  }

  /** Facts of an answer by its code. */
  factsOf({ provider, operation, code }: Answered): AnswerFacts {
    const key = `${provider} ${operation} ${code}`;
    const cached = this.#facts.get(key);
    if (cached !== undefined) return cached;
    const vocabulary = this.#vocabularies.get(provider)?.operations.find(({ name }) => name === operation);
    const row = vocabulary === undefined ? null : rowOf(vocabulary, code);
    const facts = factsOfRows(vocabulary, row === null ? [] : [row]);
    if (this.#facts.size < maxRows) this.#facts.set(key, facts);
    return facts;
  }

  /** Facts of a refusal by its own code, or by that of the answer. @param refusal its code; "": there is none */
  factsOfRefusal(answered: Answered, refusal: string): AnswerFacts {
    const { provider, channel } = answered;
    // Codes of other channels stay with the server: a PDU shows a command_status alone.
    const statuses = this.#vocabularies.get(provider)?.smpp?.statuses;
    const isVisible = channel === "smpp" ? statuses?.has(refusal) === true : refusal !== "";
    const own = isVisible ? this.factsOf({ ...answered, code: refusal }) : null;
    return own === null || own.rows.length === 0 ? this.factsOf(answered) : own;
  }

  /** Facts of an answer by the codes of all its refusals. */
  factsOfRefusals(answered: Answered, refusals: readonly { readonly code: string }[]): AnswerFacts {
    const [first, ...others] = refusals.map(({ code }) => this.factsOfRefusal(answered, code));
    if (first === undefined) return factsOfRows(this.factsOf(answered).vocabulary, []);
    if (others.length === 0) return first;
    return factsOfRows(
      first.vocabulary,
      [first, ...others].flatMap(({ rows }) => rows),
    );
  }
}

function factsOfRows(vocabulary: OperationVocabulary | undefined, rows: readonly CodeRow[]): AnswerFacts {
  const kinds = [...new Set(rows.flatMap((row) => row.kinds ?? []))];
  return { vocabulary, rows, kinds, reasons: rows.flatMap(({ reasons }) => reasons ?? []) };
}
