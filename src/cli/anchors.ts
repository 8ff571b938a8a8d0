// Places of results in the repository, for SARIF: a flag, a comment in a file of the checkout, or a file of the project.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { matches } from "../checks/glob.ts";
import type { JournalPlace, ReportedPlace } from "../checks/reports/reported.ts";
import type { Anchor } from "../checks/reports/sarif.ts";
import { UsageError } from "../core/usage-error.ts";

const maxFiles = 5_000;
const longestFile = 1024 * 1024;
const manifests = ["package.json", "composer.json", "pyproject.toml", "pom.xml"];
const comment = /\btorpedo: ([A-Za-z0-9][\w./*:-]*)/g;

/** From `--anchor`, relative to the folder of the command. */
type GivenAnchors = readonly (readonly [glob: string, Anchor])[];

interface Choice {
  readonly given: GivenAnchors;
  /** Scenario, baseline and other files of the run, the best first. */
  readonly files: readonly (string | null | undefined)[];
}

/** Finds the place of a result by its own place, or by its names. Reads the checkout at the first result without a place. */
export function anchorFinder(
  folder: string,
  { given, files }: Choice,
): (subjects: readonly string[], place?: ReportedPlace) => Anchor {
  const root = repositoryOf(folder);
  const inRoot = (file: string): string => pathIn(root, resolve(folder, file)) ?? file;
  const isThere = (file: string | null | undefined): file is string =>
    typeof file === "string" && existsSync(resolve(folder, file)) && pathIn(root, resolve(folder, file)) !== null;
  const fallback = [...files, ...manifests].find(isThere);
  const last: Anchor = { file: fallback === undefined ? "package.json" : inRoot(fallback), line: 1 };
  let comments: readonly (readonly [name: string, Anchor])[] | undefined;
  return (subjects, place) => {
    if (place !== undefined && isThere(place.file)) return { ...place, file: inRoot(place.file) };
    comments ??= commentsIn(root);
    for (const subject of subjects) {
      const flag = given.find(([glob]) => matches(glob, subject))?.[1];
      if (flag !== undefined) return { file: inRoot(flag.file), line: flag.line };
    }
    for (const subject of subjects) {
      const place = comments.find(([name]) => matches(name, subject))?.[1];
      if (place !== undefined) return place;
    }
    return last;
  };
}

/** Lines of the requests in an exported journal; null: the file is not in the repository. */
export function journalPlace(folder: string, path: string): JournalPlace | null {
  const file = pathIn(repositoryOf(folder), resolve(folder, path));
  if (file === null) return null;
  const lines = new Map<number, number>();
  for (const [index, line] of readFileSync(resolve(folder, path), "utf8").split("\n").entries()) {
    const seq = /^\{"line":"request","seq":(\d+)/.exec(line)?.[1];
    if (seq !== undefined) lines.set(Number(seq), index + 1);
  }
  return { file, lineOf: (request) => lines.get(request) ?? null };
}

/** @throws UsageError for a place outside the repository */
export function refuseStrayAnchors(folder: string, given: GivenAnchors): void {
  if (given.length === 0) return;
  const root = repositoryOf(folder);
  const stray = given.find(([, { file }]) => pathIn(root, resolve(folder, file)) === null);
  if (stray === undefined) return;
  const [glob, { file }] = stray;
  const problem = `${glob} has a place outside the repository`;
  throw new UsageError({ where: "--anchor", problem, value: file, remedy: `give a file within ${root}` });
}

/** Path from the root with slashes; null: the file is not within it. */
function pathIn(root: string, file: string): string | null {
  const path = relative(root, file);
  return path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path) ? null : path.split(sep).join("/");
}

function repositoryOf(folder: string): string {
  const root = git(folder, ["rev-parse", "--show-toplevel"]).trim();
  // Git resolves links, and paths of the command may not.
  return root !== "" && realpathSync(folder).startsWith(realpathSync(root)) ? relativeRoot(folder, root) : folder;
}

/** The root as a path that leads from the folder upwards. */
function relativeRoot(folder: string, root: string): string {
  return resolve(folder, relative(realpathSync(folder), realpathSync(root)));
}

/** Comments `torpedo: NAME` in files that git knows. */
function commentsIn(root: string): (readonly [name: string, Anchor])[] {
  const files = git(root, ["ls-files", "-z"]).split("\0").filter(Boolean).slice(0, maxFiles);
  return files.flatMap((file) => {
    const text = textOf(join(root, file));
    if (!text.includes("torpedo: ")) return [];
    return text.split("\n").flatMap((line, at) => {
      return [...line.matchAll(comment)].map(([, name = ""]) => [name, { file, line: at + 1 }] as const);
    });
  });
}

function textOf(path: string): string {
  try {
    return statSync(path).size > longestFile ? "" : readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Output of git; empty: it failed, or there is no git. */
function git(folder: string, args: readonly string[]): string {
  try {
    return execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 * longestFile,
    });
  } catch {
    return "";
  }
}
