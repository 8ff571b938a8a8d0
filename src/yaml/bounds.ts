// How much a YAML or JSON text may hold. The parser's work grows with the square of some of it, or the value is far larger
// than the text; within these bounds it grows with the text alone, and any file that somebody means has room.

export const most = {
  /** UTF-16 units of the text. */
  length: 2 * 1024 * 1024,
  /** What the lexer finds: marks, scalars, blanks, ends of lines. */
  tokens: 500_000,
  /** Mappings and lists within one another. */
  depth: 100,
  /** Keys of one mapping. */
  keys: 20_000,
  /** Anchors and aliases together. */
  names: 5_000,
  /** Keys and values, an alias counted as all that it stands for. */
  values: 250_000,
} as const;

/** Why a text is not read on, and from which place, in UTF-16 units from 0. */
export class Beyond extends Error {
  readonly at: number;
  readonly remedy: string;

  constructor(at: number, problem: string, remedy: string) {
    super(problem);
    this.at = at;
    this.remedy = remedy;
  }
}

/** `there are more than 5,000 anchors and aliases`. */
export function tooMany(at: number, bound: keyof typeof most, what: string, remedy: string): Beyond {
  return new Beyond(at, `there are more than ${most[bound].toLocaleString("en")} ${what}`, remedy);
}
