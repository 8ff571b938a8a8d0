// Remarks of the journal on a client's request. Each room keeps a table of its own.

import {
  type Bilingual,
  type ParametersOf,
  type SameParameters,
  type Sentence,
  type SentenceParameters,
  sentenceOf,
} from "./sentences.ts";

/** A remark on a request: its code with parameters, and the sentence in both languages. */
export interface Finding extends Pick<Sentence, "code" | "params"> {
  /** The sentence in English. */
  readonly text: string;
  readonly portuguese: string;
  /** Document and section, or the page of ours that says so. */
  readonly source: string;
}

/** Codes with both texts and the section, which may name parameters too. */
export type FindingTable = Readonly<Record<string, Bilingual & { readonly source: string }>>;

export type FindingMaker<Table extends FindingTable> = <Code extends keyof Table & string>(
  code: Code,
  ...params: ParametersOf<`${Table[Code]["en"]} ${Table[Code]["source"]}`>
) => Finding;

/** Returns the maker of a table's findings. A missing language or parameter does not compile. */
export function findingsOf<const Table extends FindingTable>(
  table: Table & SameParameters<Table>,
): FindingMaker<Table> {
  return (code, ...[values]: readonly SentenceParameters[]) => {
    const row: FindingTable[string] = table[code];
    const { params, en, pt } = sentenceOf(code, row, values);
    const source = sentenceOf(code, { en: row.source, pt: row.source }, values).en;
    return { code, params, text: en, portuguese: pt, source };
  };
}
