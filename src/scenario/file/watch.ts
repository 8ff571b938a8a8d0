// A scenario file that is edited while the emulator runs. The folder is watched (editors replace files instead of
// writing into them), and because some file systems tell nothing, the file is also looked at twice a second.

import { type FSWatcher, readFileSync, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { AccountKey } from "../../core/account.ts";
import type { Cancel, Clock } from "../../core/clock.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { Scenario } from "../engine/scenario.ts";
import type { ScenarioFinding } from "./finding.ts";
import { readScenario } from "./read.ts";

export interface WatchOptions {
  readonly file: string;
  /** The text that is being played; only another text is news. */
  readonly text: string;
  readonly vocabularies: readonly Vocabulary[];
  /** Accounts that exist; absent: any name is right. */
  readonly accounts?: () => readonly AccountKey[];
  /** The host clock: an edit is an edit in real time. */
  readonly clock: Clock;
  /** A good edit. Called within a second of it, and again while it says that it cannot be dealt with yet. */
  onScenario(scenario: Scenario, text: string): Promise<boolean>;
  /** A bad edit: what is running should stay. */
  onFindings(findings: readonly ScenarioFinding[]): void;
}

const settleMs = 50;
const lookMs = 500;

/** Begins to watch; the answer stops it. */
export function watchScenario(options: WatchOptions): Cancel {
  const { file, clock } = options;
  let text: string | null = options.text;
  let seen = stamp(file);
  let settling: Cancel | null = null;
  let looking: Cancel = () => undefined;
  let stopped = false;

  const notify = async (scenario: Scenario, edited: string): Promise<void> => {
    const before = text;
    text = edited;
    if (await options.onScenario(scenario, edited)) return;
    // The next look finds it again, unless there is another text by then.
    if (text === edited) text = before;
    seen = "";
  };
  const reload = (): void => {
    settling = null;
    seen = stamp(file);
    const current = readFile(file);
    if (current === text) return;
    if (current === null) {
      text = current;
      const remedy = "Put it back; the scenario that was read last goes on";
      options.onFindings([{ id: "SC01", file, line: 1, column: 1, found: "the file is gone", remedy }]);
      return;
    }
    const read = readScenario(current, file, options.vocabularies, options.accounts?.());
    if ("scenario" in read) return void notify(read.scenario, current);
    text = current;
    options.onFindings(read.findings);
  };
  // A save can be several writes, or a removal and a new file: wait until it has settled.
  const changed = (): void => {
    if (stopped) return;
    settling?.();
    settling = clock.after(settleMs, reload);
  };
  const look = (): void => {
    if (settling === null && stamp(file) !== seen) changed();
    looking = clock.after(lookMs, look);
  };
  const watcher = watchFolder(file, changed);
  looking = clock.after(lookMs, look);
  return () => {
    stopped = true;
    watcher?.close();
    settling?.();
    looking();
  };
}

function watchFolder(file: string, changed: () => void): FSWatcher | null {
  try {
    const name = basename(file);
    const watcher = watch(dirname(file), { persistent: false }, (_event, changedName) => {
      if (changedName === null || changedName === name) changed();
    });
    // Without it there is still the look twice a second.
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}

function stamp(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? "" : `${stat.mtimeNs} ${stat.size} ${stat.ino}`;
}

function readFile(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
