// `torpedo run --conduct`: judges the client by the journal of the run's sandbox, and reports.

import { hostClock } from "../clock/host-clock.ts";
import { packageVersion } from "../config/package-version.ts";
import { bilingualDuration } from "../core/counted.ts";
import { type Bilingual, sentencesOf } from "../core/sentences.ts";
import { UsageError } from "../core/usage-error.ts";
import { againWith } from "./again.ts";
import { checkedPlan, choiceOf, rulesOf } from "./conduct-choice.ts";
import { type Flags, isOn, textOf } from "./flags.ts";
import { type ReportPlan, reportFlags } from "./report-plan.ts";
import type { RunPlace } from "./run-place.ts";

/** Folder of the reports, unless --out names another. */
const folder = ".torpedo/conduct";

/** Null: no check was asked for. @throws UsageError */
export async function conductPlan(flags: Flags): Promise<ReportPlan | null> {
  if (isOn(flags, "conduct")) return checkedPlan(flags, folder);
  // Files of reports are of the coverage then.
  const files = isOn(flags, "coverage") ? ["out", "json", "junit", "sarif", "summary", "anchor"] : [];
  const stray = [...reportFlags, "rules"].find((flag) => flags[flag] !== undefined && !files.includes(flag));
  if (stray === undefined) return null;
  const remedy = "give --conduct too";
  throw new UsageError({ where: `--${stray}`, problem: "is of a check, and none was asked for", remedy });
}

export interface ConductedRun {
  readonly words: readonly string[];
  readonly timeoutMs: number;
  /** Instants of the host clock, as dates and as time that passed. */
  readonly began: { readonly at: number; readonly elapsed: number };
  /** Reason why the run as such failed; null: it did not. */
  readonly failure: Bilingual | null;
  /** True if the time was over before the command was. */
  readonly isCut: boolean;
}

/** Writes the report. @returns its sentences and the exit code */
export async function reportConduct(plan: ReportPlan, place: RunPlace, run: ConductedRun, flags: Flags) {
  const { sandbox, dialect } = place;
  const { writeConductReport } = await import("./conduct-report.ts");
  const [conduct, info, requests] = await Promise.all([
    sandbox.conduct({ ...choiceOf(plan), ...rulesOf(flags) }),
    sandbox.info(),
    place.requests(),
  ]);
  const { words, timeoutMs, began, failure, isCut } = run;
  const time = bilingualDuration(timeoutMs);
  const left = say("left", { command: words[0] ?? "", time });
  const facts = {
    torpedo: packageVersion(),
    command: [...words],
    seed: info.seed,
    emulator: { dialect, scenario: textOf(flags, "scenario") ?? info.scenario },
    budget: {
      time: time[plan.language],
      runs: 1,
      usedRuns: 1,
      cut: isCut ? { by: "time" as const, left: [left[plan.language]] } : null,
    },
    timing: { startedAt: new Date(began.at).toISOString(), durationMs: hostClock.elapsed() - began.elapsed },
    requests,
    failure,
    limits: isCut ? [say("time-over", { time, left })] : [],
  };
  return writeConductReport(conduct, facts, plan, againWith("run --conduct", flags, words));
}

const say = sentencesOf({
  left: { en: "what {command} would have done after {time}", pt: "o que {command} teria feito depois de {time}" },
  "time-over": {
    en: "The time of {time} was over before the command: {left} is left out.",
    pt: "O tempo de {time} acabou antes do comando: {left} fica de fora.",
  },
});
