// Where in a YAML text the cursor stands, as a path of keys, in a text that is being written and so is seldom whole.

/** Keys from the root to the cursor; `[]` is an item of a list. */
export interface YamlPlace {
  readonly path: readonly string[];
  /** Letters before the cursor of the word that it stands in. */
  readonly word: string;
  /** Where the word begins. */
  readonly from: number;
}

interface Level {
  readonly indent: number;
  readonly key: string;
}
interface Flow {
  readonly list: boolean;
  key: string | null;
}

const keyPattern = /^("[^"]*"|'[^']*'|[^\s{}[\],:#"'][^{}[\],:#]*?):(?=\s|$)/;

export function yamlPlace(text: string, at: number): YamlPlace {
  const before = text.slice(0, at);
  const word = /[\w$./-]*$/.exec(before)?.[0] ?? "";
  const levels: Level[] = [];
  const flow: Flow[] = [];
  for (const line of before.slice(0, before.length - word.length).split("\n")) readLine(line, levels, flow);
  // A word that begins a line belongs to the level of its indent.
  const last = before.slice(before.lastIndexOf("\n") + 1);
  if (flow.length === 0 && /^[\s-]*[\w$./-]*$/.test(last)) closeLevels(levels, last.length - word.length, false);
  const path = levels.map((level) => level.key);
  for (const bracket of flow) {
    if (bracket.list) path.push("[]");
    if (bracket.key !== null) path.push(bracket.key);
  }
  return { path, word, from: at - word.length };
}

function readLine(line: string, levels: Level[], flow: Flow[]): void {
  if (flow.length > 0) {
    readFlow(line, flow);
    return;
  }
  let column = line.length - line.trimStart().length;
  let rest = line.slice(column);
  if (rest === "" || rest.startsWith("#")) return;
  while (/^-(\s|$)/.test(rest)) {
    closeLevels(levels, column, true);
    levels.push({ indent: column, key: "[]" });
    const blank = /^-\s*/.exec(rest)?.[0].length ?? 1;
    column += blank;
    rest = rest.slice(blank);
  }
  const key = keyPattern.exec(rest)?.[1];
  if (key !== undefined) {
    closeLevels(levels, column, false);
    levels.push({ indent: column, key: unquoted(key) });
    rest = rest.slice(key.length + 1);
  }
  if (/^\s*[{[]/.test(rest)) readFlow(rest, flow);
}

/** Levels that a line at this column leaves; an item's dash may stand below its key. */
function closeLevels(levels: Level[], column: number, dash: boolean): void {
  for (;;) {
    const top = levels.at(-1);
    if (top === undefined || top.indent < column) return;
    if (dash && top.indent === column && top.key !== "[]") return;
    levels.pop();
  }
}

function readFlow(text: string, flow: Flow[]): void {
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const quoted = /^(?:"(?:[^"\\]|\\.)*"|'[^']*')(?!\s*:)/.exec(rest)?.[0];
    const key = keyPattern.exec(rest)?.[1];
    const top = flow.at(-1);
    if (quoted !== undefined) at += quoted.length;
    else if (key !== undefined && top !== undefined) {
      top.key = unquoted(key);
      at += key.length + 1;
    } else {
      if (rest.startsWith("{") || rest.startsWith("[")) flow.push({ list: rest.startsWith("["), key: null });
      else if (rest.startsWith("}") || rest.startsWith("]")) flow.pop();
      else if (rest.startsWith(",") && top !== undefined) top.key = null;
      else if (rest.startsWith("#")) return;
      at += 1;
    }
  }
}

function unquoted(key: string): string {
  return key.replace(/^["']|["']$/g, "");
}
