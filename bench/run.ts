// npm run bench: measures and prints one table. `-- NAME…` for some figures, `-- --long` for the million messages and the
// growth too, `-- --write` to put the tables into bench/results.* and docs/reference/performance.md.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { callbacks } from "./figures/callbacks.ts";
import { growth } from "./figures/growth.ts";
import { http } from "./figures/http.ts";
import { latency } from "./figures/latency.ts";
import { binds, endless } from "./figures/memory.ts";
import { peers } from "./figures/peers.ts";
import { scenarioRules } from "./figures/scenario-rules.ts";
import { smpp } from "./figures/smpp.ts";
import { codec } from "./figures/smpp-codec.ts";
import { start } from "./figures/start.ts";
import { growthPicture, growthTable, type Series } from "./growth.ts";
import type { Row } from "./row.ts";
import { type Results, table, withTable } from "./table.ts";

const figures: Readonly<Record<string, () => Promise<Row[]>>> = {
  send: () => http(["send"]),
  soap: () => http(["soap"]),
  unitario: () => http(["unitario"]),
  mult: () => http(["mult"]),
  smpp,
  rules: scenarioRules,
  callbacks,
  latency,
  start,
  binds,
  endless,
  codec,
  peers,
};
/** Made by name, or with --long. */
const longFigures = ["endless", "growth"];

const root = join(import.meta.dirname, "..");
const args = process.argv.slice(2);
const options = args.filter((arg) => arg.startsWith("--"));
const names = args.filter((arg) => !arg.startsWith("--"));
const odd = [
  ...names.filter((name) => name !== "growth" && !Object.hasOwn(figures, name)),
  ...options.filter((option) => !["--long", "--write"].includes(option)),
];
if (odd.length > 0) {
  console.error(`bench: ${odd.join(", ")} is none of ${Object.keys(figures).join(", ")}, growth, --long, --write.`);
  process.exit(2);
}

const version = (name: string): string =>
  JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
const git = (...words: string[]): string => execFileSync("git", words, { cwd: root, encoding: "utf8" }).trim();

function commit(): string {
  try {
    return git("rev-parse", "--short=10", "HEAD") + (git("status", "--porcelain", "src") === "" ? "" : " and changes");
  } catch {
    return "unknown";
  }
}

const earlier = join(import.meta.dirname, "results.json");
const isLong = options.includes("--long");
const isWanted = (name: string): boolean =>
  names.length > 0 ? names.includes(name) : isLong || !longFigures.includes(name);
const wanted = Object.keys(figures).filter(isWanted);
if (wanted.includes("start")) execFileSync(process.execPath, ["tools/build.mjs"], { cwd: root, stdio: "ignore" });
const rows: Row[] = [];
for (const name of wanted) {
  console.error(`${name} …`);
  rows.push(...((await figures[name]?.()) ?? []));
}
let series: readonly Series[] = [];
if (isWanted("growth")) {
  console.error("growth …");
  series = await growth(isLong);
}
const [cpu] = cpus();
const memory = Math.round(totalmem() / 2 ** 30);
const results: Results = {
  machine: `${cpu?.model.trim()}, ${cpus().length} cores, ${memory} GB`,
  versions: ["better-sqlite3", "undici", "smpp"].reduce(
    (text, name) => `${text}, ${name} ${version(name)}`,
    `Node ${process.versions.node}`,
  ),
  commit: commit(),
  rows: options.includes("--write") ? merged(rows) : rows,
  growth: series.length > 0 ? series : (before()?.growth ?? []),
};
if (rows.length > 0) console.log(table(results));
if (series.length > 0) console.log(growthTable(series));
if (options.includes("--write")) {
  writeFileSync(earlier, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(import.meta.dirname, "results.md"), `# Results\n\n${table(results)}`);
  const page = join(root, "docs/reference/performance.md");
  writeFileSync(page, withTable(readFileSync(page, "utf8"), results));
  if (results.growth.length > 0) writeFileSync(join(root, "docs/reference/growth.svg"), growthPicture(results.growth));
}

/** Figures that were not measured now stay as they were. */
function merged(fresh: readonly Row[]): Row[] {
  const kept = before()?.rows ?? [];
  return Object.keys(figures).flatMap((name) => (wanted.includes(name) ? fresh : kept).filter(({ id }) => id === name));
}

/** Results of the run before; null the first time. */
function before(): Results | null {
  return existsSync(earlier) ? JSON.parse(readFileSync(earlier, "utf8")) : null;
}
