// From a scenario's text to the stage: read, checked whole, put on; the text is kept so that a restart goes on. The reader
// and its packages are loaded at the first scenario, not at start-up.

import { readFileSync } from "node:fs";
import type { Events } from "../../core/events.ts";
import type { Cancel, Clock, Store } from "../../core/ports.ts";
import { type MistakeFound, UsageError } from "../../core/usage-error.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { Stage } from "../engine/scenario-runner.ts";
import type { RuleEdit } from "./edit-rules.ts";
import { findingSentence, type ScenarioFinding } from "./finding.ts";
import type { Story } from "./library.ts";

export interface ScenarioLoader {
  /** @param file the name findings carry @throws UsageError with every finding, one a line */
  load(sandbox: string, text: string, file: string): Promise<void>;
  /**
   * The same from a file; one whose text is the one that plays already goes on. From now on an edit of the file takes
   * effect within a second; a bad one is told, and what plays stays.
   */
  loadFile(sandbox: string, file: string): Promise<void>;
  /** After a restart: what played goes on. */
  resume(sandbox: string): Promise<void>;
  /** The text that plays, or null. */
  text(sandbox: string): { readonly file: string; readonly text: string } | null;
  remove(sandbox: string): void;
  /** Reads a text without putting it on. */
  check(text: string, file: string): Promise<ScenarioCheck>;
  /** The text after an edit of one rule; comments stay. @throws UsageError when there is no such rule */
  edited(text: string, edit: RuleEdit): Promise<string>;
  /** The scenarios that come with the package. */
  library(): Promise<readonly Omit<Story, "file">[]>;
  /** The text of one of them, or null. */
  story(name: string): Promise<string | null>;
  /** Files are no longer watched. */
  stop(): void;
}

export interface ScenarioCheck {
  readonly findings: readonly MistakeFound[];
  /** Null when there are findings. */
  readonly english: string | null;
}

export interface ScenarioLoaderDeps {
  readonly store: Store;
  readonly stage: Stage;
  readonly vocabularies: readonly Vocabulary[];
  /** An edit is an edit in real time. */
  readonly hostClock: Clock;
  readonly events: Pick<Events, "emit">;
  readonly log: { warn(what: string, detail?: object): void };
}

/** Log line about an edit of a watched file. */
const edited = "scenario file edited";

export function createScenarioLoader(deps: ScenarioLoaderDeps): ScenarioLoader {
  const { keyValue } = deps.store;
  const textKey = "scenario:text";
  const fileKey = "scenario:file";
  const watches = new Map<string, Cancel>();

  async function put(sandbox: string, text: string, file: string, resume: boolean): Promise<void> {
    const { readScenario } = await import("./read.ts");
    const read = readScenario(text, file, deps.vocabularies);
    if ("findings" in read) throw new UsageError(read.findings.map(findingSentence).join("\n"), places(read.findings));
    deps.stage.put(sandbox, read.scenario, resume);
    keyValue.set(sandbox, textKey, text);
    keyValue.set(sandbox, fileKey, file);
  }

  /** A change that the store does not keep leaves the file watched, for what it said plays on. */
  function unwatch(sandbox: string): void {
    const stop = watches.get(sandbox);
    if (stop === undefined) return;
    const forget = (): void => {
      stop();
      if (watches.get(sandbox) === stop) watches.delete(sandbox);
    };
    deps.store.committed().then(forget, () => {});
  }

  async function watch(sandbox: string, file: string, text: string): Promise<void> {
    const { watchScenario } = await import("./watch.ts");
    let said = "";
    const refuse = (refused: string): void => {
      // A store that takes nothing is asked again and again.
      if (refused !== said) {
        deps.log.warn(edited, { sandbox, refused });
        deps.events.emit({ kind: "scenario", sandbox, refused });
      }
      said = refused;
    };
    watches.get(sandbox)?.();
    const stop = watchScenario({
      file,
      text,
      vocabularies: deps.vocabularies,
      clock: deps.hostClock,
      onFindings: (findings) => refuse(findings.map(findingSentence).join("\n")),
      async onScenario(scenario, changed) {
        try {
          deps.stage.put(sandbox, scenario, false);
          keyValue.set(sandbox, textKey, changed);
          keyValue.set(sandbox, fileKey, file);
          await deps.store.committed();
        } catch (error) {
          // There is nobody behind a watched file to catch it.
          refuse(error instanceof Error ? error.message : String(error));
          return error instanceof UsageError;
        }
        said = "";
        deps.log.warn(edited, { sandbox, taken: scenario.title });
        return true;
      },
    });
    watches.set(sandbox, stop);
  }

  return {
    async load(sandbox, text, file) {
      await put(sandbox, text, file, false);
      // Another scenario plays: the file that was watched is no longer the one.
      unwatch(sandbox);
    },
    async loadFile(sandbox, file) {
      let text: string;
      try {
        text = readFileSync(file, "utf8");
      } catch (error) {
        const problem = `cannot be read (${error instanceof Error ? error.message : String(error)})`;
        throw new UsageError({ where: `scenario ${file}`, problem, remedy: "give a readable file with --scenario" });
      }
      const plays = keyValue.get(sandbox, textKey) === text && deps.stage.of(sandbox) !== null;
      if (!plays) await put(sandbox, text, file, false);
      await watch(sandbox, file, text);
    },
    async resume(sandbox) {
      const text = keyValue.get(sandbox, textKey);
      if (text !== null) await put(sandbox, text, keyValue.get(sandbox, fileKey) ?? "scenario", true);
    },
    text(sandbox) {
      const text = keyValue.get(sandbox, textKey);
      return text === null ? null : { text, file: keyValue.get(sandbox, fileKey) ?? "scenario" };
    },
    async check(text, file) {
      const [{ readScenario }, { scenarioInEnglish }] = await Promise.all([
        import("./read.ts"),
        import("../engine/english.ts"),
      ]);
      const read = readScenario(text, file, deps.vocabularies);
      if ("findings" in read) return { findings: places(read.findings), english: null };
      return { findings: [], english: scenarioInEnglish(read.scenario) };
    },
    async edited(text, edit) {
      return (await import("./edit-rules.ts")).editRules(text, edit);
    },
    async library() {
      const { stories } = await import("./library.ts");
      return stories().map(({ name, title, about }) => ({ name, title, about }));
    },
    async story(name) {
      const file = (await import("./library.ts")).storyFile(name);
      return file === null ? null : readFileSync(file, "utf8");
    },
    stop() {
      for (const stop of watches.values()) stop();
      watches.clear();
    },
    remove(sandbox) {
      deps.stage.take(sandbox);
      keyValue.clear(sandbox, "scenario:");
      unwatch(sandbox);
    },
  };
}

function places(findings: readonly ScenarioFinding[]): MistakeFound[] {
  return findings.map(({ line, column, found, remedy }) => ({ line, column, found, remedy }));
}
