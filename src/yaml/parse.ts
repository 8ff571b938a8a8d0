// YAML and JSON text to a value, in bounded time, for every room that reads any.

import {
  Composer,
  type CST,
  type Document,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type YAMLError,
  YAMLParseError,
} from "yaml";

/** Bounds of one text. */
export const limits = {
  /** UTF-16 units. */
  length: 1024 * 1024,
  /** Mappings and lists within one another. */
  depth: 100,
  /** Places that use an anchor. */
  aliases: 1_000,
  /** Keys and values, each alias counted as the value that it names. */
  values: 250_000,
} as const;

export interface YamlMistake {
  /** In UTF-16 units from 0. */
  readonly at: number;
  readonly problem: string;
  /** An imperative: `nest less deeply`. Absent: valid YAML is all that is needed. */
  readonly remedy?: string;
  /** True if its mapping has this key already. */
  readonly repeated: boolean;
}

export interface YamlText {
  /** Null when the text goes beyond a bound; then that is the one mistake. */
  readonly document: Document.Parsed | null;
  /** Plain data; null when there is any mistake. */
  readonly value: unknown;
  /** Mistakes of syntax first. */
  readonly mistakes: readonly YamlMistake[];
  /** Both from 1. */
  place(offset: number): { readonly line: number; readonly column: number };
}

/** Reads one document. Never throws: everything that is wrong is among the mistakes. */
export function parseYaml(text: string): YamlText {
  const lines = new LineCounter();
  const place: YamlText["place"] = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const beyond = (problem: string, remedy: string, at = 0): YamlText => {
    return { document: null, value: null, mistakes: [{ at, problem, remedy, repeated: false }], place };
  };
  if (text.length > limits.length) return beyond("it is longer than 1 MiB", "write less, or split it");
  const { tokens, tooDeep } = tokensOf(text, lines);
  if (tooDeep !== null)
    return beyond(`there are more than ${limits.depth} values within one another`, "nest less deeply", tooDeep);
  const document = withoutStacks(() => documentOf(tokens, text.length));
  const { aliases, mistakes } = walk(document);
  if (aliases > limits.aliases)
    return beyond(`there are more than ${figure(limits.aliases)} aliases`, "write out what they stand for");
  const all = [...document.errors.map(mistakeOf), ...mistakes];
  if (all.length > 0) return { document, value: null, mistakes: all, place };
  const value = plainOf(document);
  if (value === undefined || !isWithin(value, limits.values)) {
    const problem = `there are more than ${figure(limits.values)} values, each alias counted as the value that it names`;
    return beyond(problem, "write less, split it, or use fewer aliases");
  }
  return { document, value, mistakes: [], place };
}

/** Leaves out the errors after the first one, which are guesses; ends where values nest too deeply (`tooDeep`). */
function tokensOf(text: string, lines: LineCounter): { readonly tokens: CST.Token[]; readonly tooDeep: number | null } {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let errors = 0;
  const keep = (token: CST.Token): void => {
    if (token.type === "error") errors += 1;
    if (token.type !== "error" || errors === 1) tokens.push(token);
  };
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) keep(token);
    if (parser.stack.length > limits.depth) return { tokens, tooDeep: parser.offset };
  }
  for (const token of parser.end()) keep(token);
  return { tokens, tooDeep: null };
}

function documentOf(tokens: readonly CST.Token[], length: number): Document.Parsed {
  // The library's own search for repeated keys takes a time that grows with their square; known tags need the same.
  const composer = new Composer({ uniqueKeys: false, resolveKnownTags: false, prettyErrors: false });
  const [document, second] = composer.compose(tokens, true, length);
  if (document === undefined) throw new Error("a text was composed to no document");
  if (second !== undefined) {
    document.errors.push(
      new YAMLParseError([second.range[0], second.range[1]], "MULTIPLE_DOCS", "there is more than one document"),
    );
  }
  return document;
}

function mistakeOf({ message, pos }: YAMLError): YamlMistake {
  return { at: pos[0], problem: message, repeated: false };
}

/** Repeated keys, and aliases of anchors that do not come before. */
function walk(document: Document.Parsed): { readonly aliases: number; readonly mistakes: readonly YamlMistake[] } {
  const mistakes: YamlMistake[] = [];
  const anchors = new Set<string>();
  let aliases = 0;
  visit(document, {
    Value(_key, { anchor }) {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Map(_key, { anchor, items }) {
      if (anchor !== undefined) anchors.add(anchor);
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value))
          mistakes.push({ at: key.range?.[0] ?? 0, problem: "Map keys must be unique", repeated: true });
        seen.add(key.value);
      }
    },
    Alias(_key, { source, range }) {
      aliases += 1;
      if (!anchors.has(source)) {
        const problem = `Unresolved alias (the anchor must be set before the alias): ${source}`;
        mistakes.push({ at: range?.[0] ?? 0, problem, repeated: false });
      }
      return aliases > limits.aliases ? visit.BREAK : undefined;
    },
  });
  return { aliases, mistakes };
}

/** Returns plain data; undefined when an alias stands within the value that it names, or multiplies beyond all use. */
function plainOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: limits.aliases }) ?? null;
  } catch {
    return undefined;
  }
}

/** True if a value holds at most so many keys and values; values that aliases share count each time. */
function isWithin(value: unknown, max: number): boolean {
  const open: unknown[] = [value];
  for (let count = 0; open.length > 0; count++) {
    if (count + open.length > max) return false;
    const next = open.pop();
    if (typeof next === "object" && next !== null) for (const child of Object.values(next)) open.push(child);
  }
  return true;
}

function figure(limit: number): string {
  return limit.toLocaleString("en");
}

/** Stack traces of thousands of errors that somebody only reads would be most of the cost. */
function withoutStacks<T>(work: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = before;
  }
}
