// From a scenario's text to the stage: read, checked whole, put on; the text is kept so that a restart goes on. The reader
// and its packages are loaded at the first scenario, not at start-up.

import { readFileSync } from "node:fs";
import type { Store } from "../core/ports.ts";
import type { Stage } from "../core/stage.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Vocabulary } from "../core/vocabulary.ts";
import { findingSentence } from "./finding.ts";

export interface ScenarioLoader {
  /** @param file the name findings carry @throws UsageError with every finding, one a line */
  load(sandbox: string, text: string, file: string): Promise<void>;
  /** The same from a file; one whose text is the one that plays already goes on. */
  loadFile(sandbox: string, file: string): Promise<void>;
  /** After a restart: what played goes on. */
  resume(sandbox: string): Promise<void>;
  /** The text that plays, or null. */
  text(sandbox: string): { readonly file: string; readonly text: string } | null;
  remove(sandbox: string): void;
}

export interface ScenarioLoaderDeps {
  readonly store: Store;
  readonly stage: Stage;
  readonly vocabularies: readonly Vocabulary[];
}

export function createScenarioLoader(deps: ScenarioLoaderDeps): ScenarioLoader {
  const { memory } = deps.store;
  const textKey = "scenario:text";
  const fileKey = "scenario:file";

  async function put(sandbox: string, text: string, file: string, resume: boolean): Promise<void> {
    const { readScenario } = await import("./read.ts");
    const read = readScenario(text, file, deps.vocabularies);
    if ("findings" in read) throw new UsageError(read.findings.map(findingSentence).join("\n"));
    deps.stage.put(sandbox, read.scenario, resume);
    memory.set(sandbox, textKey, text);
    memory.set(sandbox, fileKey, file);
  }

  return {
    load: (sandbox, text, file) => put(sandbox, text, file, false),
    async loadFile(sandbox, file) {
      let text: string;
      try {
        text = readFileSync(file, "utf8");
      } catch (error) {
        const problem = `cannot be read (${error instanceof Error ? error.message : String(error)})`;
        throw new UsageError({ where: `scenario ${file}`, problem, remedy: "give a readable file with --scenario" });
      }
      if (memory.get(sandbox, textKey) === text && deps.stage.of(sandbox) !== null) return;
      await put(sandbox, text, file, false);
    },
    async resume(sandbox) {
      const text = memory.get(sandbox, textKey);
      if (text !== null) await put(sandbox, text, memory.get(sandbox, fileKey) ?? "scenario", true);
    },
    text(sandbox) {
      const text = memory.get(sandbox, textKey);
      return text === null ? null : { text, file: memory.get(sandbox, fileKey) ?? "scenario" };
    },
    remove(sandbox) {
      deps.stage.take(sandbox);
      memory.clear(sandbox, "scenario:");
    },
  };
}
