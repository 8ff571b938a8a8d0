// `torpedo check --twice`: runs a command twice with one seed, and compares the journals of the two runs.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../core/usage-error.ts";
import { refuseNoCommand } from "./child-command.ts";
import { diffCommand } from "./diff.ts";
import { type CommandSession, type Flags, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { longestStop, runCommand } from "./run.ts";

/** Flags of check that have a meaning here. */
const meant = ["twice", "accounts"];

/**
 * Instants are left out of the comparison: each run begins at another one.
 * @param words the scenario, then the command and its arguments
 */
export async function checkTwice(session: CommandSession, flags: Flags, words: readonly string[]): Promise<number> {
  const [scenario = "", ...command] = words;
  const odd = Object.keys(flags).find((flag) => !meant.includes(flag) && flags[flag] !== undefined);
  if (odd !== undefined) {
    const remedy = "run torpedo check once more without --twice";
    throw new UsageError({ where: `--${odd}`, problem: "has no effect beside --twice", remedy });
  }
  refuseNoCommand(command, `torpedo check --twice ${scenario}`);
  let current: (() => Promise<number>) | null = null;
  session.host.onStop(async () => (current === null ? exit.failed : current()), longestStop);
  const host = {
    ...session.host,
    onStop(stop: () => Promise<number>) {
      current = stop;
    },
  };
  const folder = mkdtempSync(join(tmpdir(), "torpedo-twice-"));
  try {
    const [first, second] = [join(folder, "first"), join(folder, "second")];
    const accounts = textOf(flags, "accounts");
    const own = { scenario, clock: "manual", ...(accounts === undefined ? {} : { accounts }) };
    for (const file of [first, second]) {
      const code = await runCommand({ ...session, host }, { ...own, export: file }, command);
      if (code !== exit.done) return code;
    }
    return await diffCommand(session, { "no-times": false }, [first, second], ["first run", "second run"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
