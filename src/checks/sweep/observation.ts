// Observation of a run: its end, and what the journal of its sandbox has about it.

import type { ConductResult } from "../../api/schema/conduct.ts";
import type { MessageView } from "../../api/schema/message.ts";
import type { RequestRow } from "../../api/schema/request.ts";
import { joined, type Sentence } from "../../core/sentences.ts";
import { several } from "../../core/several.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { ReportedOutcome } from "./reported-outcome.ts";
import { say } from "./sentences.ts";

export type SeenRequest = Pick<
  RequestRow,
  | "seq"
  | "provider"
  | "operation"
  | "channel"
  | "account"
  | "code"
  | "messages"
  | "refused"
  | "rules"
  | "elapsedMs"
  | "ms"
  | "fault"
>;
export type SeenMessage = Pick<MessageView, "seq" | "account" | "to" | "finalAt"> & {
  /** Hash of the text, as refused messages have it. */
  readonly textHash: string;
};

/** End of the command of a run. */
export interface RunEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly isTimedOut: boolean;
  readonly durationMs: number;
  /** Time on the clock of `elapsedMs` of the requests; null: the emulator runs elsewhere. */
  readonly endedAt: number | null;
  /** Both streams in the order of arrival, secrets masked. */
  readonly output: string;
}

/** A violated rule of conduct. */
export type SeenFinding = Pick<ConductResult, "id" | "name" | "level"> & {
  readonly portuguese: Pick<ConductResult["portuguese"], "name">;
  readonly examples: readonly Pick<ConductResult["examples"][number], "text" | "portuguese">[];
};

export interface Observation {
  readonly end: RunEnd;
  readonly requests: readonly SeenRequest[];
  readonly messages: readonly SeenMessage[];
  readonly reported: readonly ReportedOutcome[];
  /** Numbers of the messages of which the receiver answered a report. */
  readonly answeredReports: readonly number[];
  /** Rules of conduct that are violated. */
  readonly findings: readonly SeenFinding[];
  /** True if there were more requests than were looked at. */
  readonly isCut: boolean;
}

type SweptOperation = Pick<SeenRequest, "provider" | "operation">;

export function requestsOf({ requests }: Observation, { provider, operation }: SweptOperation): readonly SeenRequest[] {
  return requests.filter((request) => request.provider === provider && request.operation === operation);
}

/** The first request that the rule in front struck; null: none was. */
export function struckRequest(observation: Observation, operation: SweptOperation): SeenRequest | null {
  const start = `Rule in front "${operation.operation}"`;
  return requestsOf(observation, operation).find(({ rules }) => rules?.english.includes(start) === true) ?? null;
}

/** True if each message of a request had its last status before the sandbox was looked at. */
export function isOver({ messages }: SeenRequest, ledger: readonly SeenMessage[]): boolean {
  return ledger.every(({ seq, finalAt }) => !messages.includes(seq) || finalAt !== undefined);
}

const maxGaps = 20;

/** Real milliseconds from the end of each answer to the next request. */
export function gapsOf(struck: SeenRequest, retries: readonly SeenRequest[]): readonly number[] {
  return [struck, ...retries].slice(0, maxGaps + 1).flatMap((request, at, all) => {
    const next = all[at + 1];
    if (next?.elapsedMs === undefined || request.elapsedMs === undefined) return [];
    return [Math.max(0, Math.round(next.elapsedMs - request.elapsedMs - (request.ms ?? 0)))];
  });
}

/** Counts the requests by operation and channel: sends as they are, queries as one, since a program may poll by time. */
function profileOf({ requests }: Observation, vocabularies: readonly Vocabulary[]): ReadonlyMap<string, number> {
  const operations = vocabularies.flatMap(({ provider, operations: own }) =>
    own.map((operation) => [`${provider}/${operation.name}`, operation] as const),
  );
  const byName = new Map(operations);
  const profile = new Map<string, number>();
  for (const { provider, operation, channel } of requests) {
    const about = byName.get(`${provider}/${operation}`);
    // Signs of life come by the clock, and do not count.
    if (about?.outward === true) continue;
    const name = `${provider}/${operation} ${channel}`;
    profile.set(name, about?.sends === true ? (profile.get(name) ?? 0) + 1 : 1);
  }
  return profile;
}

/**
 * Says where the client acted otherwise than in the control run.
 * @param unsteady operations that are left out
 */
export function differencesFrom(
  control: Observation,
  run: Observation,
  vocabularies: readonly Vocabulary[],
  unsteady: readonly string[],
): readonly Sentence[] {
  const [before, after] = [profileOf(control, vocabularies), profileOf(run, vocabularies)];
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const requests = names.flatMap((name) => {
    const [had, has] = [before.get(name) ?? 0, after.get(name) ?? 0];
    const [operation = ""] = name.split(" ");
    if (had === has || unsteady.includes(operation)) return [];
    if (has === 0) return [say("no-request-to", { operation })];
    if (had === 0) return [say("also-request-to", { operation })];
    return [say("other-count", { requests: several(has, "request"), operation, before: had })];
  });
  const words = ({ reported }: Observation): readonly string[] => reported.map(({ outcome }) => outcome).toSorted();
  const [earlier, later] = [words(control), words(run)];
  if (earlier.join() === later.join()) return requests;
  const list = (all: readonly string[]) => (all.length === 0 ? say("nothing") : joined(all, ", "));
  return [...requests, say("reported-otherwise", { words: list(later), before: list(earlier) })];
}

/** Operations whose numbers of requests differ between two control runs. */
export function unsteadyOperations(first: Observation, second: Observation): readonly string[] {
  const counts = ({ requests }: Observation) =>
    Map.groupBy(requests, ({ provider, operation }) => `${provider}/${operation}`);
  const [before, after] = [counts(first), counts(second)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name)?.length !== after.get(name)?.length).toSorted();
}
