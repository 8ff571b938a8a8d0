import type { Conduct } from "../../api/schema/conduct.ts";
import type { Clock } from "../../core/clock.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import type { SessionHabits } from "../../core/session-habits.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import { type AssessOptions, assess } from "./assess.ts";
import { journalFromStore, type Since, type StoreSource } from "./from-store.ts";

interface ConductDeps extends Pick<StoreSource, "store" | "turns"> {
  readonly hostClock: Clock;
  readonly vocabularies: readonly Vocabulary[];
  /** Habits of the clients in the SMPP sessions of a sandbox. */
  readonly habits: (sandbox: string) => readonly SessionHabits[];
}

/** Judges the client of a sandbox by its journal. @throws UsageError for a rule that does not exist, or wrong settings */
export function conductOfSandbox(
  { hostClock, vocabularies, habits, ...deps }: ConductDeps,
  sandbox: Sandbox,
  { since, ...options }: AssessOptions & { readonly since?: Since },
): Promise<Conduct> {
  const source = { ...deps, sandbox, sessions: habits(sandbox.name), elapsed: hostClock.elapsed() };
  return assess(journalFromStore(source, since), vocabularies, options);
}
