// `torpedo conduct`: judges the client of a sandbox, or of an export, and reports.

import { join } from "node:path";
import type { Conduct } from "../api/schema/conduct.ts";
import type { Sandbox } from "../client/sandbox.ts";
import { packageVersion } from "../config/package-version.ts";
import { vocabulariesWith } from "../config/registry.ts";
import { readText } from "../config/text-file.ts";
import { readYaml } from "../config/yaml-file.ts";
import type { JsonObject } from "../core/json.ts";
import { isObject } from "../core/shape.ts";
import { UsageError } from "../core/usage-error.ts";
import { writeConductReport } from "./conduct-report.ts";
import { type CommandSession, type Flags, isOn, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { type ReportPlan, reportPlan } from "./report-plan.ts";
import { withEmulator } from "./with-emulator.ts";

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
    terminal.out((await import("../checks/conduct/explain.ts")).explained(rule));
    return exit.done;
  }
  const plan = reportPlan(flags, null);
  const report = (conduct: Conduct, judged: Judged, its: ReportPlan): number => {
    const { text, code } = writeConductReport(conduct, factsOf(judged), its);
    terminal.out(text);
    return code;
  };
  const file = textOf(flags, "from");
  if (file !== undefined) return fromExport(session, flags, file, plan, report);
  const choice = { ...choiceOf(plan), ...sinceOf(flags), ...rulesOf(flags) };
  return withEmulator(flags, async ({ emulator, control, sandbox }) => {
    const judge = async (one: Sandbox, its: ReportPlan): Promise<number> => {
      const [conduct, info] = await Promise.all([one.conduct(choice), one.info()]);
      return report(conduct, { seed: info.seed, scenario: info.scenario, requests: info.counts.requests }, its);
    };
    if (!isOn(flags, "all")) return judge(sandbox, plan);
    let code: number = exit.done;
    for (const { name } of await control.sandboxes.list()) {
      terminal.out(`Sandbox ${name}\n`);
      const out = plan.out === null ? null : join(plan.out, name);
      const its = await judge(emulator.existing(name), { ...plan, out });
      // A failure counts for more than a sandbox about which nothing is proven.
      if (code !== exit.failed && its !== exit.done) code = its;
    }
    return code;
  });
}

async function fromExport(
  session: CommandSession,
  flags: Flags,
  file: string,
  plan: ReportPlan,
  report: (conduct: Conduct, judged: Judged, plan: ReportPlan) => number,
): Promise<number> {
  const stray = ["all", "since", "sandbox", "url"].find((flag) => flags[flag] !== undefined);
  if (stray !== undefined) {
    throw new UsageError({ where: `--${stray}`, problem: "does not go with --from", remedy: "give one of them" });
  }
  const { journalFromExport } = await import("../checks/conduct/from-export.ts");
  const { assess } = await import("../checks/conduct/assess.ts");
  const text = readText(file, "export");
  const vocabularies = vocabulariesWith(await session.registry(), {});
  const conduct = await assess(journalFromExport(text, file), vocabularies, { ...choiceOf(plan), ...rulesOf(flags) });
  const requests = text.match(/^\{"line":"request"/gm)?.length ?? 0;
  return report(conduct, { seed: "", scenario: null, requests }, plan);
}

/** Rules that --only and --skip choose. */
export function choiceOf({ only, skip }: ReportPlan): { only?: readonly string[]; except?: readonly string[] } {
  return { ...(only.length === 0 ? {} : { only }), ...(skip.length === 0 ? {} : { except: skip }) };
}

/** A whole number is one of requests. */
function sinceOf(flags: Flags): { since?: number | string } {
  const since = textOf(flags, "since");
  if (since === undefined) return {};
  return { since: /^\d+$/.test(since) ? Number(since) : since };
}

/** Thresholds and levels of --rules. @throws UsageError */
export function rulesOf(flags: Flags): { rules?: JsonObject } {
  const file = textOf(flags, "rules");
  if (file === undefined) return {};
  const rules = readYaml(file, "rules").spelled([]) ?? {};
  if (isObject(rules)) return { rules };
  throw new UsageError({ where: file, problem: "must be a mapping", remedy: "write sameWithin and rules" });
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
