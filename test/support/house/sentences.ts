// Sentences of comments and documents, for the rule on how a sentence begins (CONTRIBUTING.md).

import { scan } from "./scan.ts";

export interface Sentence {
  readonly line: number;
  readonly text: string;
}

/** Words that hide what a sentence is about. */
const hidingWords = /^(?:What|Whoever|One|Of|So|Once)\b/;

/** Returns the sentences of a file's comments, or of a Markdown document, that begin with a hiding word. */
export function hiddenSubjects(path: string, source: string): Sentence[] {
  const blocks = path.endsWith(".md") ? documentBlocks(source) : commentBlocks(path, source);
  return blocks.flatMap(sentencesOf).filter(({ text }) => hidingWords.test(text));
}

function sentencesOf({ line, text }: Sentence): Sentence[] {
  return text
    .split(/(?<=[.!?:]["”)*]*)\s+(?=["“(*]*[A-Z])|\s(?=@[a-z]+ )/)
    .map((sentence) => ({ line, text: sentence.replace(/^@\w+ (?:[\w.]+ )?|^["“(*[]+/, "").trim() }));
}

/** Comments that follow each other without a line of code are a block. */
function commentBlocks(path: string, source: string): Sentence[] {
  const comments = /\.ya?ml$/.test(path) ? yamlComments(source) : scan(source).comments;
  const blocks: Sentence[] = [];
  let open = false;
  for (const [index, row] of comments.split("\n").entries()) {
    const begins = /\/\*|\*\//.test(row);
    const text = row.replace(/^\s*(?:\/\*\*?|\*\/|\*|\/\/+|#)\s?|\*\/\s*$/g, "").trim();
    if (text === "") open = false;
    else if (open && !(begins && /\/\*/.test(row))) {
      const last = blocks.pop();
      if (last !== undefined) blocks.push({ line: last.line, text: `${last.text} ${text}` });
    } else {
      blocks.push({ line: index + 1, text });
      open = true;
    }
    if (/\*\//.test(row)) open = false;
  }
  return blocks;
}

function yamlComments(source: string): string {
  return source.replace(/^(?!\s*#).*$/gm, "");
}

/** Paragraphs, list items, headings and table cells of Markdown, without code. */
function documentBlocks(source: string): Sentence[] {
  const prose = source.replace(/^```.*?^```/gms, (code) => code.replace(/[^\n]/g, ""));
  const blocks: Sentence[] = [];
  let open = false;
  for (const [index, row] of prose.split("\n").entries()) {
    const starts = /^\s*(?:[-*+>|#]|\d+\.)\s?/.test(row);
    const cells = row.includes("|") ? row.split("|") : [row.replace(/^\s*(?:[-*+>#]+|\d+\.)\s*/, "")];
    for (const cell of cells) {
      const text = cell.trim();
      if (text === "") continue;
      const last = open && !starts && cells.length === 1 ? blocks.pop() : undefined;
      blocks.push(last === undefined ? { line: index + 1, text } : { line: last.line, text: `${last.text} ${text}` });
    }
    open = row.trim() !== "" && !row.includes("|");
  }
  return blocks;
}
