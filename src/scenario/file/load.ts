// Reads scenarios, starts them, and keeps their texts for a restart. The reader and its packages are loaded at the first
// scenario, not at the start of the emulator.

import { readFileSync } from "node:fs";
import { type AccountKey, accountKey } from "../../core/account.ts";
import type { Cancel, Clock, Turns } from "../../core/clock.ts";
import type { Events } from "../../core/events.ts";
import { firstAccounts } from "../../core/first-accounts.ts";
import type { Store } from "../../core/ports.ts";
import { defaultSandbox, type Sandbox } from "../../core/sandbox.ts";
import { type LocatedMistake, UsageError } from "../../core/usage-error.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import { frontPrefix } from "../engine/front-rules.ts";
import type { Scenario } from "../engine/scenario.ts";
import type { ScenarioRunner } from "../engine/scenario-runner.ts";
import type { ScenarioCoverage } from "./coverage.ts";
import type { RuleEdit } from "./edit-rules.ts";
import { findingSentence, type ScenarioFinding } from "./finding.ts";
import type { ShippedScenario } from "./library.ts";
import type { InsertedRule } from "./next-rule.ts";

export interface ScenarioCheck {
  readonly findings: readonly LocatedMistake[];
  /** Null when there are findings. */
  readonly english: string | null;
  readonly portuguese: string | null;
}

export interface ScenarioLoaderDeps {
  readonly store: Store;
  readonly runner: ScenarioRunner;
  readonly vocabularies: readonly Vocabulary[];
  /** Files are watched in real time. */
  readonly hostClock: Clock;
  readonly events: Pick<Events, "emit">;
  readonly turns: Turns;
  readonly log: { warn(what: string, detail?: object): void };
}

const editedLine = "scenario file edited";
/** Prefix and keys in the store. */
const prefix = "scenario:";
const textKey = `${prefix}text`;
const fileKey = `${prefix}file`;

export class ScenarioLoader {
  readonly #deps: ScenarioLoaderDeps;
  readonly #watches = new Map<string, { readonly file: string; readonly stop: Cancel }>();

  constructor(deps: ScenarioLoaderDeps) {
    this.#deps = deps;
  }

  /**
   * @param file name of the file in findings
   * @param how `put`: refused where clock or seed would change under messages; `reset`: the sandbox is emptied first
   * @throws UsageError with a line for each finding
   */
  async load(sandbox: string, text: string, file: string, how: "put" | "edit" | "reset" = "put"): Promise<void> {
    await this.#start(sandbox, text, file, how);
    // The active scenario is not the watched file any more.
    this.#unwatch(sandbox);
  }

  /**
   * Loads a file; an active scenario with the same text goes on. Edits of the file take effect within a second. After a
   * wrong edit the active scenario stays, and an event has the findings.
   */
  async loadFile(sandbox: string, file: string): Promise<void> {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      const problem = `cannot be read (${error instanceof Error ? error.message : String(error)})`;
      throw new UsageError({ where: `scenario ${file}`, problem, remedy: "give a readable file with --scenario" });
    }
    if (!this.#isActive(sandbox, text)) await this.#start(sandbox, text, file);
    await this.#watch(sandbox, file, text);
  }

  /** Starts a shipped scenario; an active scenario with the same text goes on. @throws UsageError */
  async loadShipped(sandbox: string, name: string): Promise<void> {
    const text = await this.shipped(name);
    if (this.#isActive(sandbox, text)) return;
    await this.#start(sandbox, text, `${name}.yaml`);
    this.#unwatch(sandbox);
  }

  /** Lets active scenarios go on after a restart. @param first a scenario for the sandbox `default` */
  async begin(
    sandboxes: readonly Sandbox[],
    first: { readonly file: string } | { readonly shipped: string } | null,
  ): Promise<void> {
    for (const { name } of sandboxes) if (this.#isScripted(name)) this.#resume(name, await import("./resume.ts"));
    if (first === null) return;
    if ("file" in first) await this.loadFile(defaultSandbox, first.file);
    else await this.loadShipped(defaultSandbox, first.shipped);
  }

  /** The text of the active scenario, or null. `watched`: edits of the file take effect. */
  text(sandbox: string): { readonly file: string; readonly text: string; readonly watched: boolean } | null {
    const { keyValue } = this.#deps.store;
    const text = keyValue.get(sandbox, textKey);
    const file = keyValue.get(sandbox, fileKey) ?? "scenario";
    return text === null ? null : { text, file, watched: this.#watches.has(sandbox) };
  }

  /** Use of the active scenario, joined with the lines of its text; null: there is none. */
  async coverage(sandbox: string): Promise<ScenarioCoverage | null> {
    const usage = this.#deps.runner.usage.get(sandbox);
    return usage === null ? null : (await import("./coverage.ts")).coverageOf(usage);
  }

  /** Use of each scenario since the start, over all sandboxes, those that are gone too. Other work goes on in between. */
  async allCoverage(): Promise<ScenarioCoverage[]> {
    return (await import("./text-coverage.ts")).textCoverage(this.#deps.runner.usage.all(), this.#deps);
  }

  remove(sandbox: string): void {
    this.#deps.runner.stop(sandbox);
    this.#deps.store.keyValue.clear(sandbox, prefix);
    this.#unwatch(sandbox);
  }

  /** Puts a rule in front of the scenario. @throws UsageError with what is wrong */
  async next(sandbox: string, rule: InsertedRule): Promise<void> {
    const { nextScenario } = await import("./next-rule.ts");
    const { scenario, text } = nextScenario(rule, this.#deps.vocabularies, this.#accounts(sandbox));
    this.#deps.runner.next(sandbox, scenario, text);
  }

  /**
   * Replaces everything in a sandbox; the scenario of the new rows goes on where they have it. Where it is of the watched
   * file, the next save of the file takes effect; otherwise the watch ends.
   * @param write replaces the rows, or creates the sandbox @throws what it throws
   */
  async replace(sandbox: string, write: () => void): Promise<void> {
    // Loaded before the rows are written: no request may find them without their scenario.
    const reader = await import("./resume.ts");
    const { runner, events } = this.#deps;
    runner.replace(sandbox, write);
    this.#resume(sandbox, reader);
    if (runner.get(sandbox) === null) runner.usage.end(sandbox);
    events.emit({ kind: "rows-replaced", sandbox });
    const [active, watched] = [this.text(sandbox), this.#watches.get(sandbox)];
    if (watched === undefined) return;
    if (active?.file === watched.file) await this.#watch(sandbox, active.file, active.text);
    else this.#unwatch(sandbox);
  }

  #resume(sandbox: string, { resume }: typeof import("./resume.ts")): void {
    resume(this.#deps, sandbox, this.text(sandbox), (refused) => this.#refused(sandbox, refused));
  }

  #refused(sandbox: string, refused: string): void {
    this.#deps.log.warn("scenario of the data file", { sandbox, refused });
    this.#deps.events.emit({ kind: "scenario", sandbox, refused });
  }

  /** Reads a text without starting it. */
  async check(sandbox: string, text: string, file: string): Promise<ScenarioCheck> {
    const [{ readScenario }, { scenarioWords }] = await Promise.all([
      import("./read.ts"),
      import("../engine/sentences.ts"),
    ]);
    const read = readScenario(text, file, this.#deps.vocabularies, this.#accounts(sandbox));
    if ("findings" in read) return { findings: mistakes(read.findings), english: null, portuguese: null };
    const { en, pt } = scenarioWords(read.scenario);
    return { findings: [], english: en, portuguese: pt };
  }

  /** Returns the text after an edit of a rule, with its comments. @throws UsageError when there is no such rule */
  async edited(text: string, edit: RuleEdit): Promise<string> {
    return (await import("./edit-rules.ts")).editRules(text, edit);
  }

  /** The shipped scenarios. */
  async library(): Promise<readonly Omit<ShippedScenario, "file">[]> {
    const { shippedScenarios } = await import("./library.ts");
    return shippedScenarios().map(({ file: _, ...shipped }) => shipped);
  }

  /** Text of a shipped scenario. @throws UsageError with the nearest name */
  async shipped(name: string): Promise<string> {
    return readFileSync((await import("./library.ts")).shippedFile(name), "utf8");
  }

  /** Compiles a glob or a regular expression whose time is linear. @throws UsageError */
  async pattern(pattern: { readonly glob: string } | { readonly regex: string }): Promise<(text: string) => boolean> {
    return (await import("./matchers.ts")).compilePattern(pattern);
  }

  /** Stops watching files. */
  stop(): void {
    for (const { stop } of this.#watches.values()) stop();
    this.#watches.clear();
  }

  #isScripted(sandbox: string): boolean {
    return this.text(sandbox) !== null || this.#deps.store.keyValue.all(sandbox, frontPrefix).length > 0;
  }

  #isActive(sandbox: string, text: string): boolean {
    const { store, runner } = this.#deps;
    return store.keyValue.get(sandbox, textKey) === text && runner.get(sandbox) !== null;
  }

  /** @param how absent: at the start of the emulator, over what its data file has */
  async #start(sandbox: string, text: string, file: string, how?: "put" | "edit" | "reset"): Promise<void> {
    const { readScenario } = await import("./read.ts");
    const accounts = how === "reset" ? this.#firstAccounts(sandbox) : this.#accounts(sandbox);
    const read = readScenario(text, file, this.#deps.vocabularies, accounts);
    if ("findings" in read) {
      throw new UsageError(read.findings.map(findingSentence).join("\n"), mistakes(read.findings));
    }
    const { runner } = this.#deps;
    runner.refuseUnclaimed(sandbox, read.scenario);
    if (how === "put") runner.refuseChange(sandbox, read.scenario);
    if (how === "reset") runner.clear(sandbox);
    runner.start(sandbox, read.scenario, how === "reset" ? "put" : how);
    this.#keepText(sandbox, text, file);
  }

  #accounts(sandbox: string): readonly AccountKey[] {
    return this.#deps.store.accounts.list(sandbox).map(accountKey);
  }

  /** Accounts that a reset leaves. */
  #firstAccounts(sandbox: string): readonly AccountKey[] {
    return firstAccounts(this.#deps.store, sandbox).map(accountKey);
  }

  #keepText(sandbox: string, text: string, file: string): void {
    const { keyValue } = this.#deps.store;
    keyValue.set(sandbox, textKey, text);
    keyValue.set(sandbox, fileKey, file);
  }

  /** Stops watching the sandbox's file once the change is durable. After a rollback the file stays watched. */
  #unwatch(sandbox: string): void {
    const watched = this.#watches.get(sandbox);
    if (watched === undefined) return;
    const forget = (): void => {
      watched.stop();
      if (this.#watches.get(sandbox) === watched) this.#watches.delete(sandbox);
    };
    this.#deps.store.committed().then(forget, () => {});
  }

  async #watch(sandbox: string, file: string, text: string): Promise<void> {
    const { watchScenario } = await import("./watch.ts");
    const { vocabularies, hostClock, log, events } = this.#deps;
    let lastRefusal = "";
    const refuse = (refused: string): void => {
      // The watch tries again while the store refuses the edit.
      if (refused === lastRefusal) return;
      lastRefusal = refused;
      log.warn(editedLine, { sandbox, refused });
      events.emit({ kind: "scenario", sandbox, refused });
    };
    this.#watches.get(sandbox)?.stop();
    const stop = watchScenario({
      file,
      text,
      vocabularies,
      accounts: () => this.#accounts(sandbox),
      clock: hostClock,
      onFindings: (findings) => refuse(findings.map(findingSentence).join("\n")),
      onScenario: async (scenario, edited) => {
        const refusal = await this.#startEdited(sandbox, scenario, edited, file);
        if (refusal === null) {
          lastRefusal = "";
          log.warn(editedLine, { sandbox, taken: scenario.title });
          return true;
        }
        refuse(refusal.message);
        return refusal instanceof UsageError;
      },
    });
    this.#watches.set(sandbox, { file, stop });
  }

  /** Starts the scenario of an edited file. @returns the error, or null: the edit is durable */
  async #startEdited(sandbox: string, scenario: Scenario, text: string, file: string): Promise<Error | null> {
    try {
      this.#deps.runner.refuseUnclaimed(sandbox, scenario);
      this.#deps.runner.start(sandbox, scenario, "edit");
      this.#keepText(sandbox, text, file);
      await this.#deps.store.committed();
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

function mistakes(findings: readonly ScenarioFinding[]): LocatedMistake[] {
  return findings.map(({ line, column, found: problem, remedy }) => ({ line, column, found: problem, remedy }));
}
