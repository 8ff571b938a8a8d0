// `torpedo conduct`: judges the client of a sandbox, or of an export, and reports.

import { join } from "node:path";
import type { Conduct } from "../api/schema/conduct.ts";
import type { Sandbox } from "../client/sandbox.ts";
import { packageVersion } from "../config/package-version.ts";
import { vocabulariesWith } from "../config/registry.ts";
import { readExport } from "../config/text-file.ts";
import { UsageError } from "../core/usage-error.ts";
import { againWith } from "./again.ts";
import { checkedPlan, choiceOf, rulesOf } from "./conduct-choice.ts";
import { writeConductReport } from "./conduct-report.ts";
import { type CommandSession, type Flags, isOn, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { languageOf } from "./language.ts";
import type { ReportPlan } from "./report-plan.ts";
import { checkWithEmulator } from "./with-emulator.ts";

/** Facts of what is judged, for the report. */
interface Judged {
  readonly seed: string;
  readonly scenario: string | null;
  readonly requests: number;
}

export async function conductCommand(session: CommandSession, flags: Flags): Promise<number> {
  const { terminal } = session;
  const rule = textOf(flags, "explain");
  if (rule !== undefined) {
    terminal.out((await import("../checks/conduct/explain.ts")).explained(rule, languageOf(flags)));
    return exit.done;
  }
  const isForAll = isOn(flags, "all");
  if (isForAll) refuseSingleFiles(flags);
  const plan = await checkedPlan(flags, null);
  const report = (conduct: Conduct, judged: Judged, sandboxPlan = plan, more: Flags = {}): number => {
    const again = againWith("conduct", { ...flags, ...more });
    const { text, code } = writeConductReport(conduct, factsOf(judged), sandboxPlan, again);
    terminal.out(text);
    return code;
  };
  const file = textOf(flags, "from");
  if (file !== undefined) return fromExport(session, flags, file, plan, report);
  const choice = { ...choiceOf(plan), ...sinceOf(flags), ...rulesOf(flags) };
  return checkWithEmulator(flags, async ({ emulator, control, sandbox }) => {
    const judge = async (judgedSandbox: Sandbox) => {
      const [conduct, { seed, scenario, counts }] = await Promise.all([
        judgedSandbox.conduct(choice),
        judgedSandbox.info(),
      ]);
      return { conduct, facts: { seed, scenario, requests: counts.requests } };
    };
    if (!isForAll) {
      const { conduct, facts } = await judge(sandbox);
      return report(conduct, facts);
    }
    const judged: Awaited<ReturnType<typeof judge>>[] = [];
    for (const { name } of await control.sandboxes.list()) judged.push(await judge(emulator.existing(name)));
    const conducts = judged.map(({ conduct }) => conduct);
    const codes = judged.map(({ conduct, facts }) => {
      const name = conduct.sandbox;
      terminal.out(`Sandbox ${name}\n`);
      const out = plan.out === null ? null : join(plan.out, name);
      const baseline = baselineFor(conduct, conducts, plan.baseline);
      const code = report(conduct, facts, { ...plan, out, baseline }, { sandbox: name });
      return { code, isEmpty: facts.requests === 0 };
    });
    return codeOfAll(codes);
  });
}

/** The baseline without entries that another sandbox violates: here they are neither accepted nor stale. */
function baselineFor(own: Conduct, all: readonly Conduct[], baseline: ReportPlan["baseline"]): ReportPlan["baseline"] {
  if (baseline === null) return null;
  const violates = ({ results }: Conduct, id: string): boolean =>
    results.some((result) => result.id === id && result.verdict === "violated");
  const isOfOthers = (id: string): boolean => !violates(own, id) && all.some((conduct) => violates(conduct, id));
  return { ...baseline, accepted: baseline.accepted.filter(({ id }) => !isOfOthers(id)) };
}

/** The worst code. A sandbox without requests proves nothing, which matters only where all are so. */
function codeOfAll(judged: readonly { readonly code: number; readonly isEmpty: boolean }[]): number {
  const telling = judged.filter(({ code, isEmpty }) => !isEmpty || code !== exit.unproven);
  if (telling.length === 0) return exit.unproven;
  return [exit.failed, exit.unproven].find((candidate) => telling.some(({ code }) => code === candidate)) ?? exit.done;
}

/** @throws UsageError for a file that each sandbox would write anew */
function refuseSingleFiles(flags: Flags): void {
  const file = ["json", "junit", "sarif", "summary", "write-baseline"].find((flag) => flags[flag] !== undefined);
  if (file === undefined) return;
  const remedy = "give --out DIR: each sandbox has a folder there";
  throw new UsageError({ where: `--${file}`, problem: "is a single file, and does not go with --all", remedy });
}

async function fromExport(
  session: CommandSession,
  flags: Flags,
  file: string,
  plan: ReportPlan,
  report: (conduct: Conduct, judged: Judged) => number,
): Promise<number> {
  const stray = ["all", "since", "sandbox", "url"].find((flag) => flags[flag] !== undefined);
  if (stray !== undefined) {
    throw new UsageError({ where: `--${stray}`, problem: "does not go with --from", remedy: "give one of them" });
  }
  const { journalFromExport } = await import("../checks/conduct/from-export.ts");
  const { assess } = await import("../checks/conduct/assess.ts");
  const text = readExport(file);
  const vocabularies = vocabulariesWith(await session.registry(), {});
  const conduct = await assess(journalFromExport(text, file), vocabularies, { ...choiceOf(plan), ...rulesOf(flags) });
  const requests = text.match(/^\{"line":"request"/gm)?.length ?? 0;
  return report(conduct, { seed: "", scenario: null, requests });
}

/** A whole number is one of requests. */
function sinceOf(flags: Flags): { since?: number | string } {
  const since = textOf(flags, "since");
  if (since === undefined) return {};
  return { since: /^\d+$/.test(since) ? Number(since) : since };
}

function factsOf({ seed, scenario, requests }: Judged): Parameters<typeof writeConductReport>[1] {
  return {
    torpedo: packageVersion(),
    command: [],
    seed,
    emulator: { dialect: {}, scenario },
    budget: { time: "0s", runs: 1, usedRuns: 1, cut: null },
    requests,
    failure: null,
    limits: [],
  };
}
