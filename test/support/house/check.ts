import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
import { findCircle } from "./circle.ts";
import * as rules from "./rules.ts";
import { type Import, lineAt, type Scan, scan } from "./scan.ts";

/** Every breach of the house rules in a source tree (`src`), as `file:line what is wrong`. Empty: all is well. */
export function checkSource(folder: string): string[] {
  const files = new Map<string, Scan>();
  for (const file of typescriptIn(folder)) files.set(file, scan(readFileSync(join(folder, file), "utf8")));
  const breaches: string[] = [];
  for (const [file, its] of files) {
    const say = (line: number, what: string): void => void breaches.push(`${file}:${line} ${what}`);
    if (its.lines > rules.maxLines) say(its.lines, `has more than ${rules.maxLines} lines`);
    checkWords(file, its, say);
    for (const item of its.imports) checkImport(file, item, new Set(files.keys()), say);
    for (const word of looseTyping(its)) say(word.line, word.what);
  }
  const circle = findCircle(files, target);
  if (circle !== null) breaches.push(`${circle[0]}:1 imports itself in a circle: ${circle.join(" -> ")}`);
  return breaches;
}

/** Every way round the type checker and every test that does not run, in a tree of tests. */
export function checkTests(folder: string): string[] {
  const breaches: string[] = [];
  for (const file of typescriptIn(folder)) {
    const its = scan(readFileSync(join(folder, file), "utf8"));
    const unrun = /\b(?:it|test|describe)\s*\.\s*(?:only|skip|todo|fails)\b/g;
    for (const match of its.code.matchAll(unrun)) breaches.push(`${file}:${lineAt(its.code, match.index)} ${match[0]}`);
    for (const word of looseTyping(its)) breaches.push(`${file}:${word.line} ${word.what}`);
  }
  return breaches;
}

type Say = (line: number, what: string) => void;

function typescriptIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.(?:ts|tsx|mts|cts)$/.test(name) && !name.includes("node_modules/"))
    .sort();
}

function checkWords(file: string, its: Scan, say: Say): void {
  if (!rules.mayUseClocksAndChance.some((place) => file.startsWith(place))) {
    for (const { pattern, what } of rules.clocksAndChance)
      for (const match of its.code.matchAll(pattern))
        say(lineAt(its.code, match.index), `uses ${what}: take a Clock or SeededRandom (core)`);
  }
  if (file !== rules.turnTimersFile && !file.startsWith("inbox/page/"))
    for (const match of its.code.matchAll(rules.turnTimers))
      say(lineAt(its.code, match.index), `uses ${match[0]}: take it from ${rules.turnTimersFile}`);
  if (file !== rules.folderMaker)
    for (const match of its.code.matchAll(/\bmkdir(?:Sync)?\b/g))
      say(lineAt(its.code, match.index), `uses ${match[0]}: take makeFolder from ${rules.folderMaker}`);
  if (file !== rules.environmentReader)
    for (const match of its.code.matchAll(/\bprocess\s*\.\s*env\b/g))
      say(lineAt(its.code, match.index), `reads the environment: only ${rules.environmentReader} may`);
}

/** `any` and the comments that silence the compiler. */
function* looseTyping(its: Scan): Generator<{ line: number; what: string }> {
  for (const match of its.code.matchAll(/(?<![.\w$])any(?![\w$]|\s*\??\s*[:(])/g))
    yield { line: lineAt(its.code, match.index), what: "says any" };
  for (const match of its.comments.matchAll(/@ts-(?:ignore|expect-error|nocheck)/g))
    yield { line: lineAt(its.comments, match.index), what: `says ${match[0]}` };
}

function checkImport(file: string, item: Import, earlier: ReadonlySet<string>, say: Say): void {
  if (item.reexport && !rules.barrels.includes(file)) say(item.line, `exports from ${item.specifier}: no barrels`);
  const to = target(file, item);
  if (!item.specifier.startsWith(".")) checkPackage(file, item, say);
  else if (!/\.tsx?$/.test(item.specifier)) say(item.line, `${item.specifier} must end in .ts`);
  else if (!earlier.has(to)) say(item.line, `${item.specifier} is not a file of src`);
  else if (!allowed(file, to, item.typeOnly)) {
    const types = allowed(file, to, true) ? " but for types" : "";
    say(item.line, `${roomName(file)} may not import ${to}${types}`);
  }
}

function checkPackage(file: string, item: Import, say: Say): void {
  const room = roomOf(file);
  const builtin = item.specifier.startsWith("node:") || builtinModules.includes(item.specifier);
  if (builtin) {
    if (room?.room.nodeModules === false) say(item.line, `${room.room.name} may not import ${item.specifier}`);
    if (
      rules.clockModules.includes(item.specifier) &&
      !rules.mayUseClocksAndChance.some((place) => file.startsWith(place))
    )
      say(item.line, `imports ${item.specifier}: take a Clock (core/clock.ts)`);
    return;
  }
  const name = item.specifier.split("/", item.specifier.startsWith("@") ? 2 : 1).join("/");
  const owners = rules.packageOwners[name];
  if (owners === undefined)
    say(item.line, `package ${name} has no owner room: name one in test/support/house/rules.ts`);
  else if (!owners.some((owner) => file.startsWith(owner)))
    say(item.line, `package ${name} belongs to ${owners.join(", ")}`);
}

/** The file below src that a relative import means. */
function target(file: string, item: Import): string {
  return posix.join(posix.dirname(file), item.specifier);
}

interface Place {
  readonly room: rules.Room;
  /** The provider's folder, for a room with `{id}`. */
  readonly id: string;
}

function roomOf(file: string): Place | null {
  let best: { place: Place; length: number } | null = null;
  for (const room of rules.rooms) {
    const match = new RegExp(`^${patternOf(room.at)}`).exec(file);
    if (match !== null && match[0].length > (best?.length ?? 0))
      best = { place: { room, id: match[1] ?? "" }, length: match[0].length };
  }
  return best?.place ?? null;
}

function roomName(file: string): string {
  const place = roomOf(file);
  return place === null ? `${file} (in no room)` : place.room.name.replace("{id}", place.id);
}

function patternOf(path: string): string {
  const text = path.replaceAll(".", "\\.").replace("{id}", "([^/]+)");
  return path.endsWith("/") ? text : `${text}$`;
}

function allowed(from: string, to: string, typeOnly: boolean): boolean {
  const here = roomOf(from);
  const there = roomOf(to);
  if (here === null || there === null) return false;
  if (here.room.name === there.room.name && here.id === there.id) return true;
  const fits = (path: string): boolean => new RegExp(`^${patternOf(path)}`).test(to);
  if (typeOnly && (here.room.mayImportTypes ?? []).some(fits)) return true;
  return here.room.mayImport.some((name) => name === there.room.name || (/[./]/.test(name) && fits(name)));
}
