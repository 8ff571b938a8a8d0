// Searches in the lists of a sandbox, by `seq` of the store.

import { seqsPerSandbox } from "../core/ports.ts";
import { noSandbox } from "../core/sandbox-settings.ts";
import type { Api } from "./api.ts";

/** Part of a list, in `seq` of the store. */
export interface ListPart {
  readonly after: number;
  readonly before: number;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** A filter that is ready to run on the store. */
export interface Search<Item> {
  list(part: ListPart): readonly Item[];
  count(part: ListPart): number;
  /** `seq` of the oldest or newest item without the filter. */
  edge(newest: boolean): number | undefined;
  /** True if an index answers it, however long the list. */
  readonly indexed: boolean;
}

/** `seq` of number 0 in a sandbox: a number is added to it. @throws UsageError when the sandbox is gone */
export function firstSeq({ store, sandboxes }: Api, sandbox: string): number {
  if (sandboxes.get(sandbox) === null) throw noSandbox(sandbox);
  return Math.floor(store.journal.upcoming(sandbox) / seqsPerSandbox) * seqsPerSandbox;
}
