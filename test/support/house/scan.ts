// A small scanner of TypeScript source: which modules a file imports, and its text with comments and literals blanked
// out, so that a forbidden word in a comment or a string is not taken for code.

export interface Import {
  readonly line: number;
  /** As written: `../core/status.ts`, `node:fs`, `yaml`. */
  readonly specifier: string;
  /** `import type`: gone after compilation. */
  readonly typeOnly: boolean;
  /** `export … from`. */
  readonly reexport: boolean;
}

export interface Scan {
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Same length and lines as the source; comments, texts and patterns are spaces. */
  readonly code: string;
  /** Comments only, blank elsewhere. */
  readonly comments: string;
}

type Region = "code" | "comment" | "text";

export function scan(source: string): Scan {
  const regions = divide(source);
  const keep = (...wanted: Region[]): string => {
    let out = "";
    for (let i = 0; i < source.length; i++) {
      const char = source.charAt(i);
      out += char === "\n" || wanted.includes(regions[i] ?? "code") ? char : " ";
    }
    return out;
  };
  return {
    lines: source.replace(/\n$/, "").split("\n").length,
    imports: findImports(keep("code", "text"), regions),
    code: keep("code"),
    comments: keep("comment"),
  };
}

export function lineAt(source: string, index: number): number {
  return source.slice(0, index).split("\n").length;
}

const importForms = [
  /\b(import|export)\s+(type\b\s*)?(?:[\w$*{}\s,]+?\bfrom\s*)["']([^"'\n]+)["']/g,
  /\b(import)(\s+)["']([^"'\n]+)["']/g,
  /\b(import)(\s*)\(\s*["'`]([^"'`\n]+)["'`]/g,
];

function findImports(source: string, regions: readonly Region[]): Import[] {
  const result: Import[] = [];
  for (const form of importForms) {
    for (const match of source.matchAll(form)) {
      if (regions[match.index] !== "code") continue;
      result.push({
        line: lineAt(source, match.index),
        specifier: match[3] ?? "",
        typeOnly: match[2]?.trim() === "type",
        reexport: match[1] === "export",
      });
    }
  }
  return result.sort((a, b) => a.line - b.line);
}

/** Says of each character whether it is code, comment or text. */
function divide(source: string): Region[] {
  const regions: Region[] = new Array(source.length).fill("code");
  // Open braces of the current `${`, for each template around the position.
  const templates: number[] = [];
  let at = 0;
  const mark = (end: number, region: Region): void => {
    regions.fill(region, at, end);
    at = end;
  };
  const until = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) return match.index + match[0].length;
    return pattern.sticky ? at + 1 : source.length;
  };
  while (at < source.length) {
    const char = source.charAt(at);
    const two = source.slice(at, at + 2);
    const open = templates.at(-1);
    if (two === "//" || (at === 0 && two === "#!")) mark(until(/(?=\n)/g), "comment");
    else if (two === "/*") mark(until(/\*\//g), "comment");
    else if (char === '"') mark(until(/"(?:[^"\\\n]|\\[\s\S])*"?/y), "text");
    else if (char === "'") mark(until(/'(?:[^'\\\n]|\\[\s\S])*'?/y), "text");
    else if (char === "`" || (char === "}" && open === 0)) {
      if (char === "}") templates.pop();
      const first = at + 1;
      const end = templateEnd(source, first);
      if (source.charAt(end - 1) === "{") templates.push(0);
      mark(end, "text");
    } else if (char === "/" && startsPattern(source.slice(0, at))) {
      mark(until(/\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y), "text");
    } else {
      if (open !== undefined && (char === "{" || char === "}"))
        templates[templates.length - 1] = open + (char === "{" ? 1 : -1);
      at++;
    }
  }
  return regions;
}

/** Just past the closing backtick or the next `${`. */
function templateEnd(source: string, from: number): number {
  for (let i = from; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === "\\") i++;
    else if (char === "`") return i + 1;
    else if (char === "$" && source.charAt(i + 1) === "{") return i + 2;
  }
  return source.length;
}

/** Whether a slash that follows this text begins a pattern and not a division. */
function startsPattern(before: string): boolean {
  const text = before.trimEnd();
  return text === "" || /[(,=:[!&|?{};+\-*%<>~^]$/.test(text) || /\b(?:return|typeof|case|in|of|void)$/.test(text);
}
