// Markdown files of the project: their headings, links and code.

import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** Markdown files below a folder, without dependencies and builds. */
export function documentsIn(folder: string): string[] {
  const files = [...globSync("**/*.md", { cwd: folder, exclude: ["**/node_modules/**", "dist/**"] }), "llms.txt"];
  return files.map((file) => file.replaceAll("\\", "/")).filter((file) => existsSync(join(folder, file)));
}

const fences = /^```.*?^```$/gms;

/** Anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of page.replaceAll(fences, "").matchAll(/^#+ (.+)$/gm)) {
    const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    const slug = text
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .replaceAll(" ", "-");
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Targets of a page's links and images, without code. */
export function linksOf(page: string): string[] {
  const prose = page.replaceAll(fences, "").replaceAll(/`[^`\n]*`/g, "code");
  return [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map(([, target = ""]) => target);
}

/**
 * Links of these files that lead nowhere, as `FILE: TARGET`.
 * @param isThere whether the folder has this path; default: on the disk
 */
export function danglingLinks(
  folder: string,
  files: readonly string[],
  isThere = (path: string): boolean => existsSync(join(folder, path)),
): string[] {
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  return files.flatMap((file) =>
    linksOf(read(file))
      .filter((target) => !/^(?:https?|mailto):/.test(target))
      .filter((target) => {
        const [path = "", anchor] = target.split("#");
        const to = path === "" ? file : posix.join(dirname(file), decodeURI(path));
        if (to.startsWith("../") || !isThere(to)) return true;
        if (anchor === undefined) return false;
        return !to.endsWith(".md") || !statSync(join(folder, to)).isFile() || !anchorsOf(read(to)).has(anchor);
      })
      .map((target) => `${file}: ${target}`),
  );
}

/** Code of a page: blocks whole, and codes in its prose. */
export function codeOf(page: string): string[] {
  const blocks = [...page.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  const durations = [...page.replaceAll(fences, "").matchAll(/`([^`\n]+)`/g)].map(([, text = ""]) => text);
  return [...blocks, ...durations];
}
