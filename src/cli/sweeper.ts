// The course of a sweep: control run, plan, runs within the bounds, verdicts and the report.

import { outcomeLine } from "../checks/reports/sweep-text.ts";
import { refuseUnknownCodes } from "../checks/sweep/choice.ts";
import { expectationsOf, skipReason } from "../checks/sweep/handling.ts";
import { type Observation, requestsOf, unsteadyOperations } from "../checks/sweep/observation.ts";
import type { SweepOutcome } from "../checks/sweep/outcome.ts";
import { compare, planSweep, type SweepChoice } from "../checks/sweep/plan.ts";
import { resultOf, type SweepResult, type VerdictOfRun } from "../checks/sweep/result.ts";
import { say as sayOfRun } from "../checks/sweep/sentences.ts";
import { type JudgedOutcome, judgeRun } from "../checks/sweep/verdict.ts";
import { verdictWords } from "../checks/sweep/words.ts";
import { hostClock } from "../clock/host-clock.ts";
import { bilingualDuration } from "../core/counted.ts";
import { type Bilingual, either, joined, type Sentence } from "../core/sentences.ts";
import { several } from "../core/several.ts";
import { againWith } from "./again.ts";
import { howEnded } from "./child-command.ts";
import type { Flags } from "./flags.ts";
import { exit } from "./host.ts";
import { printable, printableLines } from "./printable.ts";
import { keepControl } from "./sweep-list.ts";
import { filtered } from "./sweep-names.ts";
import type { SweepPlan } from "./sweep-plan.ts";
import { type SweepEnd, writeSweepReport } from "./sweep-report.ts";
import { type FinishedRun, maxRequests, type SweepRoom, sweepRun } from "./sweep-run.ts";
import { say } from "./sweep-words.ts";
import type { Terminal } from "./terminal.ts";

/** Longest control run, and the least that the time limit of the others is. */
const controlTimeoutMs = 600_000;
const leastTimeoutMs = 60_000;
const controlTimes = 5;
/** Characters of the output that a failed control run shows. */
const maxOutput = 2_000;

/** Outcomes that a bound leaves out. */
interface Left {
  readonly outcomes: Bilingual;
  readonly ids: string;
}

export class Sweeper {
  readonly #plan: SweepPlan;
  readonly #room: SweepRoom;
  readonly #flags: Flags;
  readonly #terminal: Terminal;
  readonly #began: SweepEnd["began"];
  readonly #results: SweepResult[] = [];
  readonly #limits: Sentence[] = [];
  #unsteady: readonly string[] = [];
  #outcomes: readonly SweepOutcome[] = [];
  #skipped = 0;
  #usedRuns = 0;
  #cut: SweepEnd["cut"] = null;
  #interruption: Promise<void> | null = null;
  #isReported = false;

  constructor(plan: SweepPlan, room: SweepRoom, flags: Flags, terminal: Terminal, began: SweepEnd["began"]) {
    this.#plan = plan;
    this.#room = room;
    this.#flags = flags;
    this.#terminal = terminal;
    this.#began = began;
  }

  get isInterrupted(): boolean {
    return this.#interruption !== null;
  }

  /** @returns the exit code */
  async sweep(): Promise<number> {
    try {
      const control = await this.#control();
      if (control === null && !this.isInterrupted) return exit.unproven;
      if (control !== null) await this.#runAll(control);
    } catch (error) {
      // Commands that were ended leave nothing to be looked at.
      if (!this.isInterrupted) throw error;
    }
    await this.#interruption;
    if (this.isInterrupted) return exit.failed;
    if (this.#results.length > 0 || this.#cut === null) return this.#report(null);
    const { maxRuns, repeat } = this.#plan;
    return this.#report(
      this.#cut.by === "time"
        ? say("time-over")
        : say("too-few-runs", { runs: several(repeat, "run"), allowed: maxRuns }),
    );
  }

  /** Ends the commands, and writes the report so far. */
  interrupt(): Promise<void> {
    this.#interruption ??= this.#endEarly();
    return this.#interruption;
  }

  async #endEarly(): Promise<void> {
    await Promise.all([...this.#room.children].map((child) => child.stop()));
    this.#leaveOut("time", (left) => say("left-interrupted", left));
    await this.#report(this.#results.length === 0 ? say("interrupted-first") : null).catch((error: unknown) =>
      this.#say(`torpedo: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  #say(line: string): void {
    this.#terminal.err(`${printableLines(line)}\n`);
  }

  /** Runs the command with everything well, and makes the plan. @returns null: nothing can be proven */
  async #control(): Promise<Observation | null> {
    const { words, repeat, timeoutMs } = this.#plan;
    const timeout = timeoutMs ?? controlTimeoutMs;
    const wanted = { ordinal: 1, folder: "control", outcome: null, timeoutMs: timeout };
    const { run } = await sweepRun(this.#room, wanted);
    if (this.isInterrupted) return null;
    const command = printable(words.join(" "));
    if (run.end.code !== 0 || run.end.isTimedOut) {
      this.#say(run.end.output.slice(-maxOutput));
      await this.#report(
        run.end.isTimedOut
          ? say("control-late", { command, duration: bilingualDuration(timeout) })
          : say("control-failed", { command, how: howEnded(run.end) }),
      );
      return null;
    }
    const operations = this.#operations(run);
    if (operations.length === 0) {
      await this.#report(await this.#unreached(run));
      return null;
    }
    this.#prepare(run, operations);
    if (repeat > 1) await this.#compareControls(run, timeout);
    return run;
  }

  /** Operations that the control run used and the flags choose. */
  #operations({ requests }: Observation): SweepChoice["operations"] {
    const { named, all } = this.#plan;
    const used = ({ provider, operation }: SweepChoice["operations"][number]): boolean =>
      requests.some((request) => request.provider === provider && request.operation === operation);
    const unused = (named ?? []).filter((candidate) => !used(candidate));
    // A provider stands for those of its operations that the client uses.
    if (named !== null && this.#flags["operation"] !== undefined && unused.length < named.length)
      for (const { provider, operation } of unused)
        this.#limits.push(say("left-operation", { operation: `${provider}/${operation}` }));
    return (named ?? all).filter(used);
  }

  async #unreached({ requests }: Observation): Promise<Sentence> {
    const strays = await this.#room.place.strayRequests();
    if (requests.length > 0) {
      const used = [...new Set(requests.map(({ provider, operation }) => `${provider}/${operation}`))].toSorted();
      return say("other-operations", { operations: used.join(", ") });
    }
    if (strays > 0) return say("strays", { requests: several(strays, "request") });
    const others = ["as-proxy", "env"].filter((name) => this.#flags[name] === undefined).map((name) => `--${name}`);
    return others.length === 0 ? say("no-request") : say("no-request-try", { flags: either(others) });
  }

  #prepare(run: Observation, operations: SweepChoice["operations"]): void {
    const { vocabularies, choice, report, handling, at } = this.#plan;
    refuseUnknownCodes(vocabularies, { ...choice, operations }, "--codes");
    const chosen = filtered(planSweep(vocabularies, { ...choice, operations }), report);
    const reasons = Map.groupBy(chosen, (outcome) => skipReason(handling, outcome));
    this.#outcomes = reasons.get(null) ?? [];
    for (const [because, outcomes] of reasons) {
      if (because === null) continue;
      this.#skipped += outcomes.length;
      const ids = outcomes.map(({ id }) => id).join(", ");
      this.#limits.push(say("skipped", { outcomes: several(outcomes.length, "outcome"), because, ids }));
    }
    if (at !== "first") this.#limits.push(at === "each" ? say("each-struck") : say("number-struck", { request: at }));
    if (run.isCut) this.#limits.push(say("first-requests", { count: maxRequests }));
    const duration = report.isTimed ? { durationMs: Math.round(run.end.durationMs) } : {};
    keepControl(report.out, { operations: [...operations], ...duration });
    const counts = operations.map((operation) => {
      const name = `${operation.provider}/${operation.operation}`;
      return joined([name, several(requestsOf(run, operation).length, "request")]);
    });
    const messages = several(run.messages.length, "message");
    const time = `${(run.end.durationMs / 1_000).toFixed(1)} s`;
    this.#say(say("control", { operations: joined(counts, ", "), messages, time })[report.language]);
  }

  /** Runs the control again: operations whose requests differ make every verdict doubtful. */
  async #compareControls(first: Observation, timeoutMs: number): Promise<void> {
    const second = await sweepRun(this.#room, { ordinal: 2, folder: "control-2", outcome: null, timeoutMs });
    this.#unsteady = unsteadyOperations(first, second.run);
    if (this.#unsteady.length > 0) this.#limits.push(say("unsteady", { operations: this.#unsteady.join(", ") }));
  }

  async #runAll(control: Observation): Promise<void> {
    const { jobs, repeat, maxRuns, timeMs, timeoutMs } = this.#plan;
    const timeout = timeoutMs ?? Math.max(leastTimeoutMs, controlTimes * control.end.durationMs);
    const deadline = this.#began.elapsed + timeMs;
    const width = this.#outcomes.reduce((longest, { id }) => Math.max(longest, id.length), 0);
    let next = 0;
    const work = async (): Promise<void> => {
      for (;;) {
        const at = next;
        const outcome = this.#outcomes[at];
        if (outcome === undefined || this.isInterrupted) return;
        if (hostClock.elapsed() >= deadline)
          return this.#leaveOut(
            "time",
            (left) => say("left-time", { duration: bilingualDuration(timeMs), ...left }),
            at,
          );
        if (this.#usedRuns + repeat > maxRuns)
          return this.#leaveOut("runs", (left) => say("left-runs", { runs: several(maxRuns, "run"), ...left }), at);
        next += 1;
        this.#usedRuns += repeat;
        const finished = await this.#repeated(outcome, at, control, timeout);
        if (this.isInterrupted) return;
        const { isTimed, hasTexts, language } = this.#plan.report;
        const choices = { hasTexts, reproduce: this.#reproduce };
        const made = resultOf(finished, { ...choices, isTimed: true });
        this.#say(outcomeLine(made, width, language));
        this.#results.push(isTimed ? made : resultOf(finished, { ...choices, isTimed }));
      }
    };
    await Promise.all(Array.from({ length: jobs }, work));
  }

  #reproduce = (id: string): string => againWith("sweep", this.#flags, this.#plan.words)(id);

  async #repeated(outcome: SweepOutcome, at: number, control: Observation, timeoutMs: number): Promise<VerdictOfRun> {
    const { repeat, vocabularies, handling } = this.#plan;
    const expectations = expectationsOf(handling, outcome);
    const folder = String(at + 1).padStart(3, "0");
    const judged: (FinishedRun & JudgedOutcome)[] = [];
    for (let round = 0; round < repeat; round++) {
      const name = repeat === 1 ? folder : `${folder}-${round + 1}`;
      const wanted = { ordinal: 3 + at * repeat + round, folder: name, outcome, timeoutMs };
      const finished = await sweepRun(this.#room, wanted);
      const facts = { outcome, control, expectations, vocabularies, unsteady: this.#unsteady };
      judged.push({ ...finished, ...judgeRun({ ...facts, run: finished.run }) });
    }
    const last = judged.at(-1);
    if (last === undefined) throw new Error("an outcome was run no time");
    const verdicts = judged.map(({ verdict }) => verdict);
    if (new Set(verdicts).size === 1) return { ...last, outcome, control };
    const words = joined(
      verdicts.map((verdict) => verdictWords[verdict]),
      ", ",
    );
    const why = sayOfRun("differing-verdicts", { verdicts: words, runs: several(repeat, "run") });
    return { ...last, outcome, control, verdict: "flaky", level: "warning", why, untimed: why };
  }

  /** @param from first outcome that did not begin */
  #leaveOut(by: "time" | "runs", sentenceOf: (left: Left) => Sentence, from = 0): void {
    if (this.#cut !== null) return;
    const ended = new Set(this.#results.map(({ id }) => id));
    const rest = this.#outcomes.slice(from).flatMap(({ id }) => (ended.has(id) ? [] : [id]));
    if (rest.length === 0) return;
    this.#cut = { by, left: rest };
    this.#limits.push(sentenceOf({ outcomes: several(rest.length, "outcome"), ids: rest.join(", ") }));
  }

  /** @param unproven reason why nothing is proven @returns the exit code */
  async #report(unproven: Sentence | null): Promise<number> {
    if (this.#isReported) return exit.failed;
    this.#isReported = true;
    const written = await writeSweepReport(this.#plan, {
      results: this.#results.toSorted((a, b) => compare(a.id, b.id)),
      outcomes: this.#outcomes,
      skipped: this.#skipped,
      limits: this.#limits,
      usedRuns: this.#usedRuns,
      cut: this.#cut,
      began: this.#began,
      room: this.#room,
      unproven,
    });
    this.#terminal.out(printableLines(written.text));
    return written.code;
  }
}
