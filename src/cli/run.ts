// `torpedo run`: an emulator, a sandbox of its own, and the user's command that gets both as variables.

import { durationOf } from "../api/duration.ts";
import type { Sandbox } from "../client/sandbox.ts";
import { hostClock } from "../clock/host-clock.ts";
import { bilingualDuration } from "../core/counted.ts";
import { joined, type Language, type Sentence } from "../core/sentences.ts";
import { several } from "../core/several.ts";
import { UsageError } from "../core/usage-error.ts";
import { type ChildCommand, howEnded, refuseNoCommand, runChild } from "./child-command.ts";
import { environmentOf, templates } from "./env.ts";
import { type CommandSession, type Flags, isOn, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { languageOf } from "./language.ts";
import { printable } from "./printable.ts";
import { type ProxyVariables, proxyVariables } from "./proxy-variables.ts";
import type { ReportPlan } from "./report-plan.ts";
import { type ConductedRun, conductPlan, reportConduct } from "./run-conduct.ts";
import { type CoveragePlan, coveragePlan, reportRunCoverage } from "./run-coverage.ts";
import { openRun, type RunPlace } from "./run-place.ts";
import { say } from "./run-words.ts";
import { type Service, serviceOf, untilReady } from "./service.ts";
import type { Terminal } from "./terminal.ts";
import { writeParts } from "./write-parts.ts";

/** Exit code of a program that Ctrl-C ended. */
const interrupted = 130;
/** Milliseconds that a stop takes at most: two seconds for the command, two for a report, two for the emulator. */
export const longestStop = 6_500;
const longestRun = 86_400_000;
const longestSettle = 3_650 * 86_400_000;

interface Plan extends Service {
  readonly words: readonly string[];
  readonly timeoutMs: number;
  readonly settleMs: number;
  readonly file: string | undefined;
  readonly language: Language;
  /** Null: no check of the client's conduct. */
  readonly conduct: ReportPlan | null;
  /** Null: no coverage of the scenario. */
  readonly coverage: CoveragePlan | null;
}

export async function runCommand(session: CommandSession, flags: Flags, words: readonly string[]): Promise<number> {
  const plan = await planOf(flags, words);
  const began = { at: hostClock.now(), elapsed: hostClock.elapsed() };
  const registry = await session.registry();
  // The setting of this name is a folder for the counts of an emulator.
  const { coverage: _, ...settings } = flags;
  const place = await openRun(settings, registry, session.terminal);
  const children: ChildCommand[] = [];
  let proxy: ProxyVariables | undefined;
  let closing: Promise<void> | undefined;
  let isInterrupted = false;
  /** @returns the exit code of the check; null: none was asked for */
  const report = async (ended: Pick<ConductedRun, "failure" | "isCut">): Promise<number | null> => {
    const reports = [
      ...(plan.conduct === null ? [] : [await reportConduct(plan.conduct, place, { ...plan, began, ...ended }, flags)]),
      ...(plan.coverage === null ? [] : [await reportRunCoverage(plan.coverage, place)]),
    ];
    for (const { text } of reports) session.terminal.err(text);
    const codes = [...reports.map((result) => result.code), ...(ended.failure === null ? [] : [exit.failed])];
    if (reports.length === 0) return null;
    return [exit.failed, exit.unproven].find((result) => codes.includes(result)) ?? exit.done;
  };
  const unreported = (error: unknown): void => {
    session.terminal.err(`torpedo: ${printable(error instanceof Error ? error.message : String(error))}\n`);
  };
  const close = (keep: boolean): Promise<void> => {
    closing ??= Promise.all(children.map((child) => child.stop())).then(async () => {
      if (isInterrupted) await report({ failure: say("interrupted"), isCut: false }).catch(unreported);
      proxy?.remove();
      return place.close(keep);
    });
    return closing;
  };
  session.host.onStop(async () => {
    isInterrupted = true;
    await close(false);
    return interrupted;
  }, longestStop);
  let code: number = exit.failed;
  try {
    if (plan.settleMs > 0) await refuseMovingClock(place.sandbox);
    const own = await environmentOf(place, registry);
    if (isOn(flags, "as-proxy")) proxy = await proxyVariables(place.emulator);
    const environment = { ...own, ...proxy?.variables, TORPEDO_RUN: "1", ...templates(own, flags) };
    const ended = await carryOut(plan, place, session.terminal, (command) => {
      const where = command === plan.service ? "--service" : "COMMAND";
      const child = runChild(command, { where, environment, ...session.terminal });
      children.push(child);
      return child;
    });
    code = ended.failure === null ? exit.done : exit.failed;
    if (!isInterrupted) code = (await report(ended)) ?? code;
  } catch (error) {
    if (!isInterrupted) throw error;
  } finally {
    await close(code !== exit.done);
  }
  return isInterrupted ? interrupted : code;
}

async function planOf(flags: Flags, words: readonly string[]): Promise<Plan> {
  refuseNoCommand(words, "run");
  return {
    words,
    timeoutMs: durationOf(textOf(flags, "timeout") ?? "10m", "--timeout", longestRun),
    settleMs: durationOf(textOf(flags, "settle") ?? "0s", "--settle", longestSettle),
    ...serviceOf(flags),
    file: textOf(flags, "export"),
    language: languageOf(flags),
    conduct: await conductPlan(flags),
    coverage: await coveragePlan(flags),
  };
}

async function carryOut(
  { words, timeoutMs, settleMs, service, ready, file, language, coverage }: Plan,
  { sandbox, requests }: RunPlace,
  terminal: Terminal,
  start: (command: readonly string[]) => ChildCommand,
): Promise<Pick<ConductedRun, "failure" | "isCut">> {
  if (ready !== undefined) await untilReady(ready, start(service));
  const child = start(words);
  let late: Promise<void> | null = null;
  const cancel = hostClock.after(timeoutMs, () => {
    late = child.stop();
  });
  const ended = await child.ended;
  cancel();
  await late;
  if (settleMs > 0) await sandbox.clock.advance({ by: settleMs });
  if (file !== undefined) await writeParts(file, (await sandbox.export("jsonl")).parts);
  const how = late === null ? howEnded(ended) : say("ended-after", { duration: bilingualDuration(timeoutMs) });
  const ending = say("ending", { command: printable(words[0] ?? ""), how });
  terminal.err(`torpedo: ${say("run", { ending, ...(await countsOf(sandbox)) })[language]}.\n`);
  const { requests: own } = (await sandbox.info()).counts;
  if (own === 0) terminal.err(`torpedo: ${unreached(await requests(), sandbox.name)[language]}.\n`);
  const unexpected = coverage === null ? await unexpectedMatches(sandbox) : null;
  if (unexpected !== null) terminal.err(`torpedo: ${unexpected[language]}.\n`);
  return { failure: late === null && ended.code === 0 ? null : ending, isCut: late !== null };
}

/** Says which rules with `expect: never` matched; null: none did. */
async function unexpectedMatches(sandbox: Sandbox): Promise<Sentence | null> {
  const coverage = await sandbox.scenario.coverage();
  const rules = (coverage?.rules ?? []).filter(({ never, matched }) => never && matched > 0);
  return rules.length === 0 ? null : say("unexpected", { rules: rules.map(({ name }) => `"${name}"`).join(", ") });
}

function unreached(strays: number, sandbox: string): Sentence {
  return strays === 0
    ? say("no-request", { template: "{http}" })
    : say("strays", { requests: several(strays, "request"), sandbox });
}

async function countsOf(sandbox: Sandbox) {
  const { counts } = await sandbox.info();
  const parts = [
    several(counts.requests, "request"),
    several(counts.messages, "message"),
    several(counts.callbacks, "callback"),
  ];
  return { sandbox: sandbox.name, counts: joined(parts, ", ") };
}

/** @throws UsageError unless the clock is manual */
async function refuseMovingClock(sandbox: Sandbox): Promise<void> {
  const { mode } = await sandbox.clock.read();
  if (mode === "manual") return;
  const remedy = "give --clock manual too";
  throw new UsageError({ where: "--settle", problem: `cannot advance a ${mode} clock`, remedy });
}
