// Tokens of a body that is shown: texts with their kinds, a line at a time. Joined without the line breaks and the
// indentation, tokens give the body again; a decoded value stands beside it.

export type TokenKind = "name" | "text" | "number" | "word" | "mark" | "comment" | "decoded";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

export interface Line {
  /** Steps from the left. */
  readonly depth: number;
  readonly tokens: readonly Token[];
}

/** Lines of a body at most, and steps of indentation. A longer body is shown as it is. */
export const maxLines = 2_000;
const maxDepth = 24;

/** Collects lines. */
export class LineWriter {
  readonly lines: Line[] = [];
  #tokens: Token[] = [];
  depth = 0;

  add(kind: TokenKind, text: string): void {
    if (text !== "") this.#tokens.push({ kind, text });
  }

  /** Ends the line, unless it is empty. @returns false when there are too many lines */
  end(): boolean {
    if (this.#tokens.length > 0) this.lines.push({ depth: Math.min(this.depth, maxDepth), tokens: this.#tokens });
    this.#tokens = [];
    return this.lines.length < maxLines;
  }

  /** True if the line has tokens. */
  get isOpen(): boolean {
    return this.#tokens.length > 0;
  }
}
