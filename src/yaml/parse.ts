// YAML and JSON text to a document, in bounded time, for everybody who reads any.

import { Composer, type CST, type Document, Lexer, LineCounter, Parser, YAMLParseError } from "yaml";
import { Beyond, most, tooMany } from "./bounds.ts";
import { Census } from "./census.ts";

export interface YamlMistake {
  /** In UTF-16 units from 0. */
  readonly at: number;
  readonly problem: string;
  /** An imperative: `nest less deeply`. Absent: it has to be valid YAML. */
  readonly remedy?: string;
  /** A key that its mapping has already; there may be several of these, and each is one of its own. */
  readonly repeated: boolean;
}

export interface YamlText {
  /** Null when the text goes beyond a bound; then that is the one mistake. */
  readonly document: Document.Parsed | null;
  /** Those of syntax first. Without any, the document's `toJS({ maxAliasCount: -1 })` throws nothing and is in bounds. */
  readonly mistakes: readonly YamlMistake[];
  /** Both from 1. */
  place(offset: number): { readonly line: number; readonly column: number };
}

/**
 * Reads one document. It never throws: whatever is wrong is among the mistakes. A text beyond a bound (bounds.ts) is
 * read no further than to there.
 */
export function parseYaml(text: string): YamlText {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const place: YamlText["place"] = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    const document = withoutStacks(() => compose(tokensOf(text, lines), text.length));
    const census = new Census();
    census.count(document.contents);
    const wrong = document.errors.map(({ pos, message }) => ({ at: pos[0], problem: message, repeated: false }));
    return { document, mistakes: [...wrong, ...census.mistakes], place };
  } catch (error) {
    if (!(error instanceof Beyond)) throw error;
    const { at, message, remedy } = error;
    return { document: null, mistakes: [{ at, problem: message, remedy, repeated: false }], place };
  }
}

/** What the parser makes of the text. After its first error it guesses, and what it says then is noise. */
function tokensOf(text: string, lines: LineCounter): CST.Token[] {
  if (text.length > most.length) {
    throw new Beyond(0, `it is longer than ${most.length / 2 ** 20} MiB`, "write less, or split it");
  }
  const parser = new Parser(lines.addNewLine);
  const found: CST.Token[] = [];
  let [tokens, names, documents, errors] = [0, 0, 0, 0];
  const keep = (token: CST.Token): void => {
    if (token.type === "error") errors += 1;
    if (token.type === "document") documents += 1;
    if (token.type !== "error" || errors === 1) found.push(token);
  };
  for (const lexeme of new Lexer().lex(text)) {
    const at = parser.offset;
    tokens += 1;
    if (lexeme.startsWith("&") || lexeme.startsWith("*")) names += 1;
    if (tokens > most.tokens) throw tooMany(at, "tokens", "words and marks", "write less, or split it");
    if (names > most.names) throw tooMany(at, "names", "anchors and aliases", "write out what they stand for");
    for (const token of parser.next(lexeme)) keep(token);
    if (parser.stack.length > most.depth && depthOf(parser.stack) > most.depth) {
      throw tooMany(at, "depth", "values within one another", "nest less deeply");
    }
    // A second one is a mistake; nobody needs to know of a third.
    if (documents > 1) return found;
  }
  for (const token of parser.end()) keep(token);
  return found;
}

const collections: readonly string[] = ["block-map", "block-seq", "flow-collection"];

function depthOf(stack: readonly CST.Token[]): number {
  return stack.filter(({ type }) => collections.includes(type)).length;
}

function compose(tokens: readonly CST.Token[], length: number): Document.Parsed {
  // Keys are counted and compared afterwards, each once; the tags that need the like for themselves are none of ours.
  const composer = new Composer({ uniqueKeys: false, resolveKnownTags: false, prettyErrors: false });
  const [document, second] = composer.compose(tokens, true, length);
  if (document === undefined) throw new Error("a text was composed to no document");
  if (second !== undefined) {
    const [from, to] = second.range;
    document.errors.push(new YAMLParseError([from, to], "MULTIPLE_DOCS", "there is more than one document"));
  }
  return document;
}

/** Of thousands of errors that are made to be read, stack traces are most of the cost. */
function withoutStacks<T>(work: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = before;
  }
}
