// npm run bench: measures and prints one table. `-- NAME…` for some figures, `-- --long` for the million messages too,
// `-- --write` to put the table into bench/results.* and docs/reference/performance.md.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { callbacks } from "./figures/callbacks.ts";
import { http } from "./figures/http.ts";
import { latency } from "./figures/latency.ts";
import { binds, endless } from "./figures/memory.ts";
import { peers } from "./figures/peers.ts";
import { scenarioRules } from "./figures/scenario-rules.ts";
import { smpp } from "./figures/smpp.ts";
import { codec } from "./figures/smpp-codec.ts";
import { start } from "./figures/start.ts";
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

const root = join(import.meta.dirname, "..");
const args = process.argv.slice(2);
const options = args.filter((arg) => arg.startsWith("--"));
const names = args.filter((arg) => !arg.startsWith("--"));
const odd = [
  ...names.filter((name) => !Object.hasOwn(figures, name)),
  ...options.filter((option) => !["--long", "--write"].includes(option)),
];
if (odd.length > 0) {
  console.error(`bench: ${odd.join(", ")} is none of ${Object.keys(figures).join(", ")}, --long, --write.`);
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
const wanted = Object.keys(figures).filter((name) =>
  names.length > 0 ? names.includes(name) : name !== "endless" || options.includes("--long"),
);
if (wanted.includes("start")) execFileSync(process.execPath, ["tools/build.mjs"], { cwd: root, stdio: "ignore" });
const rows: Row[] = [];
for (const name of wanted) {
  console.error(`${name} …`);
  rows.push(...((await figures[name]?.()) ?? []));
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
};
console.log(table(results));
if (options.includes("--write")) {
  writeFileSync(earlier, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(import.meta.dirname, "results.md"), `# Results\n\n${table(results)}`);
  const page = join(root, "docs/reference/performance.md");
  writeFileSync(page, withTable(readFileSync(page, "utf8"), results));
}

/** Figures that were not measured now stay as they were. */
function merged(fresh: readonly Row[]): Row[] {
  let before: readonly Row[] = [];
  try {
    const kept: Results = JSON.parse(readFileSync(earlier, "utf8"));
    before = kept.rows;
  } catch {
    // The first time.
  }
  return Object.keys(figures).flatMap((name) =>
    (wanted.includes(name) ? fresh : before).filter(({ id }) => id === name),
  );
}
