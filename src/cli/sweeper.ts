// The course of a sweep: control run, plan, runs within the bounds, verdicts and the report.

import { outcomeLine } from "../checks/reports/sweep-text.ts";
import { refuseUnknownCodes } from "../checks/sweep/choice.ts";
import { expectationsOf, skipReason } from "../checks/sweep/handling.ts";
import { type Observation, unsteadyOperations } from "../checks/sweep/observation.ts";
import type { SweepOutcome } from "../checks/sweep/outcome.ts";
import { compare, planSweep, type SweepChoice } from "../checks/sweep/plan.ts";
import { resultOf, type SweepResult, type VerdictOfRun } from "../checks/sweep/result.ts";
import { type JudgedOutcome, judgeRun } from "../checks/sweep/verdict.ts";
import { hostClock } from "../clock/host-clock.ts";
import { counted, durationInWords } from "../core/counted.ts";
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
import type { Terminal } from "./terminal.ts";

/** Longest control run, and the least that the time limit of the others is. */
const controlTimeoutMs = 600_000;
const leastTimeoutMs = 60_000;
const controlTimes = 5;
/** Characters of the output that a failed control run shows. */
const maxOutput = 2_000;

export class Sweeper {
  readonly #plan: SweepPlan;
  readonly #room: SweepRoom;
  readonly #flags: Flags;
  readonly #terminal: Terminal;
  readonly #began: SweepEnd["began"];
  readonly #results: SweepResult[] = [];
  readonly #limits: string[] = [];
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
        ? "the time was over before the first outcome"
        : `an outcome takes ${counted(repeat, "run")} (--repeat), and --max-runs allows ${maxRuns}`,
    );
  }

  /** Ends the commands, and writes the report so far. */
  interrupt(): Promise<void> {
    this.#interruption ??= this.#endEarly();
    return this.#interruption;
  }

  async #endEarly(): Promise<void> {
    await Promise.all([...this.#room.children].map((child) => child.stop()));
    this.#leaveOut("time", "The sweep was interrupted");
    await this.#report(this.#results.length === 0 ? "the sweep was interrupted before the first outcome" : null).catch(
      (error: unknown) => this.#say(`torpedo: ${error instanceof Error ? error.message : String(error)}`),
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
    const name = printable(words.join(" "));
    if (run.end.code !== 0 || run.end.isTimedOut) {
      const how = run.end.isTimedOut ? `was ended after ${durationInWords(timeout)}` : howEnded(run.end);
      this.#say(run.end.output.slice(-maxOutput));
      await this.#report(`${name} fails with everything well: it ${how}`);
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
        this.#limits.push(`${provider}/${operation} is left out: the control run made no request to it.`);
    return (named ?? all).filter(used);
  }

  async #unreached({ requests }: Observation): Promise<string> {
    const strays = await this.#room.place.strayRequests();
    if (requests.length > 0) {
      const used = [...new Set(requests.map(({ provider, operation }) => `${provider}/${operation}`))].toSorted();
      return `the control run made no request to an operation that is swept, but to ${used.join(", ")}`;
    }
    if (strays > 0) {
      return `${counted(strays, "request")} came without a credential of the sandbox: does the command read the variables that torpedo env shows`;
    }
    const others = ["as-proxy", "env"].filter((name) => this.#flags[name] === undefined).map((name) => `--${name}`);
    const end = others.length === 0 ? "" : ` Try ${others.join(" or ")}`;
    return `it made no request: does it read TORPEDO_URL?${end}`;
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
      this.#limits.push(
        `${counted(outcomes.length, "outcome")} skipped, because ${because}: ${outcomes.map(({ id }) => id).join(", ")}.`,
      );
    }
    if (at !== "first")
      this.#limits.push(at === "each" ? "Each request is struck." : `Request ${at} of an operation is struck.`);
    if (run.isCut) this.#limits.push(`Only the first ${maxRequests} requests of a run are looked at.`);
    const duration = report.isTimed ? { durationMs: Math.round(run.end.durationMs) } : {};
    keepControl(report.out, { operations: [...operations], ...duration });
    const counts = operations.map(({ provider, operation }) => {
      const count = run.requests.filter(
        (request) => request.provider === provider && request.operation === operation,
      ).length;
      return `${provider}/${operation} ${counted(count, "request")}`;
    });
    const time = `${(run.end.durationMs / 1_000).toFixed(1)} s`;
    this.#say(`control  ${counts.join(", ")}; ${counted(run.messages.length, "message")}, exit 0  ${time}`);
  }

  /** Runs the control again: operations whose requests differ make every verdict doubtful. */
  async #compareControls(first: Observation, timeoutMs: number): Promise<void> {
    const second = await sweepRun(this.#room, { ordinal: 2, folder: "control-2", outcome: null, timeoutMs });
    this.#unsteady = unsteadyOperations(first, second.run);
    if (this.#unsteady.length > 0)
      this.#limits.push(`Two control runs differ in their requests: ${this.#unsteady.join(", ")} is not steady.`);
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
          return this.#leaveOut("time", `The time of ${durationInWords(timeMs)} (--time) was over`, at);
        if (this.#usedRuns + repeat > maxRuns)
          return this.#leaveOut("runs", `The ${counted(maxRuns, "run")} of --max-runs were used`, at);
        next += 1;
        this.#usedRuns += repeat;
        const finished = await this.#repeated(outcome, at, control, timeout);
        if (this.isInterrupted) return;
        const { isTimed, hasTexts } = this.#plan.report;
        const choices = { hasTexts, reproduce: this.#reproduce };
        const made = resultOf(finished, { ...choices, isTimed: true });
        this.#say(outcomeLine(made, width));
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
    const why = `${verdicts.join(", ")} in ${counted(repeat, "run")}`;
    return { ...last, outcome, control, verdict: "flaky", level: "warning", why, untimed: why };
  }

  /** @param from first outcome that did not begin */
  #leaveOut(by: "time" | "runs", reason: string, from = 0): void {
    if (this.#cut !== null) return;
    const ended = new Set(this.#results.map(({ id }) => id));
    const rest = this.#outcomes.slice(from).flatMap(({ id }) => (ended.has(id) ? [] : [id]));
    if (rest.length === 0) return;
    this.#cut = { by, left: rest };
    this.#limits.push(`${reason}: ${counted(rest.length, "outcome")} left out: ${rest.join(", ")}.`);
  }

  /** @param unproven reason why nothing is proven @returns the exit code */
  async #report(unproven: string | null): Promise<number> {
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
