// Flags of `torpedo sweep`, read before anything runs.

import { durationOf } from "../api/duration.ts";
import { readSettings } from "../checks/conduct/settings.ts";
import { chosenOperations, readChoice } from "../checks/sweep/choice.ts";
import type { Handling } from "../checks/sweep/handling.ts";
import type { StrikeAt } from "../checks/sweep/outcome.ts";
import type { SweepChoice } from "../checks/sweep/plan.ts";
import { readAnchors } from "../config/read.ts";
import { vocabulariesWith } from "../config/registry.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Vocabulary } from "../core/vocabulary.ts";
import type { Provider } from "../providers/provider.ts";
import { refuseStrayAnchors } from "./anchors.ts";
import { rulesOf } from "./conduct-choice.ts";
import { type Flags, isOn, listOf, textOf, whole, wholeOf } from "./flags.ts";
import { readHandling } from "./handling-file.ts";
import { prepareFiles } from "./report-files.ts";
import { anchorAt, type ReportPlan, reportPlan } from "./report-plan.ts";
import { type Service, serviceOf } from "./service.ts";
import { refuseStrayNames } from "./sweep-names.ts";

/** A bound as a number of outcomes, or as a share of them. */
export interface Amount {
  readonly written: string;
  readonly value: number;
  readonly isShare: boolean;
}

export interface SweepPlan extends Service {
  readonly words: readonly string[];
  readonly vocabularies: readonly Vocabulary[];
  /** Operations that flags name; null: those of the control run. */
  readonly named: SweepChoice["operations"] | null;
  readonly all: SweepChoice["operations"];
  readonly choice: Pick<SweepChoice, "codes" | "faults" | "lifecycles">;
  readonly at: StrikeAt;
  readonly jobs: number;
  readonly repeat: number;
  /** Null: by the control run. */
  readonly timeoutMs: number | null;
  readonly settleMs: number;
  readonly timeMs: number;
  readonly maxRuns: number;
  readonly minHandled: Amount | null;
  readonly minReached: Amount;
  readonly handling: Handling;
  readonly report: ReportPlan & { readonly out: string };
}

/** Folder of the reports, unless --out names another. */
const folder = ".torpedo/sweep";
const longest = 7 * 86_400_000;
const quick = { codes: "classes", faults: "lose-answer,hang" } as const;

/** @throws UsageError */
export async function sweepPlan(
  flags: Flags,
  words: readonly string[],
  registry: readonly Provider[],
): Promise<SweepPlan> {
  const vocabularies = vocabulariesWith(registry, {});
  const operations = listOf(flags, "operation");
  const providers = listOf(flags, "provider").filter((text) => !isDialectOption(text));
  const where = { provider: "--provider", operation: "--operation" };
  const chosen = chosenOperations(vocabularies, providers, operations, where);
  const isNamed = providers.length > 0 || operations.length > 0;
  const short = isOn(flags, "quick") ? quick : {};
  const written = given({
    codes: textOf(flags, "codes"),
    faults: textOf(flags, "faults"),
    lifecycles: textOf(flags, "lives"),
  });
  const names = { codes: "--codes", faults: "--faults", lifecycles: "--lives" };
  const service = serviceOf(flags);
  const timeout = textOf(flags, "timeout");
  const report = await reportOf(flags);
  refuseStrayNames(vocabularies, report);
  readSettings(rulesOf(flags).rules, textOf(flags, "rules"));
  refuseStrayAnchors(process.cwd(), report.anchors);
  if (!isOn(flags, "list")) prepareFiles(report);
  return {
    ...service,
    words,
    vocabularies,
    named: isNamed ? chosen : null,
    all: chosen,
    choice: readChoice({ ...short, ...written }, names, listOf(flags, "callback").length > 0 ? "default" : "none"),
    at: strikeAt(textOf(flags, "at") ?? "first"),
    jobs: jobsOf(flags, service),
    repeat: wholeOf(flags, "repeat", 1, 100) ?? 1,
    timeoutMs: timeout === undefined ? null : durationOf(timeout, "--timeout", longest),
    settleMs: durationOf(textOf(flags, "settle") ?? "0s", "--settle", 3_650 * 86_400_000),
    timeMs: durationOf(textOf(flags, "time") ?? "30m", "--time", longest),
    maxRuns: wholeOf(flags, "max-runs", 1, 100_000) ?? 200,
    minHandled: shareOf(flags, "min-handled"),
    minReached: amountOf(flags, "min-reached") ?? { written: "1", value: 1, isShare: false },
    handling: readHandling(textOf(flags, "handling"), vocabularies),
    report,
  };
}

/** Flags of the emulator: `--provider` names providers to sweep too. */
export function emulatorFlags(flags: Flags): Flags {
  const { provider: _, ...others } = flags;
  const options = listOf(flags, "provider").filter(isDialectOption);
  return options.length === 0 ? others : { ...others, provider: options };
}

function isDialectOption(text: string): boolean {
  return text.includes("=");
}

async function reportOf(flags: Flags): Promise<SweepPlan["report"]> {
  const flagged = reportPlan(flags, folder);
  const configured = (await readAnchors({ flags })).map(([glob, place]) => [glob, anchorAt(place)] as const);
  return { ...flagged, anchors: [...flagged.anchors, ...configured], out: flagged.out ?? folder };
}

function given(written: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function strikeAt(text: string): StrikeAt {
  if (text === "first" || text === "each") return text;
  if (/^\d+$/.test(text)) return whole(text, "--at", 1, 1_000_000);
  const remedy = "write first, each, or the number of a request";
  throw new UsageError({ where: "--at", problem: "names no request", value: text, remedy });
}

function jobsOf(flags: Flags, { service }: Service): number {
  const jobs = wholeOf(flags, "jobs", 1, 64) ?? 1;
  if (jobs === 1 || service.length === 0) return jobs;
  const remedy = "leave --jobs out";
  throw new UsageError({
    where: "--jobs",
    problem: "must be 1 with --service, which has one credential",
    value: jobs,
    remedy,
  });
}

function shareOf(flags: Flags, name: string): Amount | null {
  const amount = amountOf(flags, name);
  if (amount === null || amount.isShare) return amount;
  const problem = "must be a share of the reached outcomes";
  throw new UsageError({ where: `--${name}`, problem, value: amount.written, remedy: "write it as 95%" });
}

function amountOf(flags: Flags, name: string): Amount | null {
  const written = textOf(flags, name);
  if (written === undefined) return null;
  const [, digits = "", percent] = /^(\d{1,6}(?:\.\d+)?)(%)?$/.exec(written) ?? [];
  const value = Number(digits);
  const isShare = percent !== undefined;
  if (digits !== "" && (isShare ? value <= 100 : Number.isInteger(value))) return { written, value, isShare };
  const problem = "must be a number of outcomes or a share of them";
  throw new UsageError({ where: `--${name}`, problem, value: written, remedy: "write it as 40 or 95%" });
}
