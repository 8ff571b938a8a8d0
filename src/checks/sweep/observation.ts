// Observation of a run: its end, and what the journal of its sandbox has about it.

import type { ConductResult } from "../../api/schema/conduct.ts";
import type { MessageView } from "../../api/schema/message.ts";
import type { RequestRow } from "../../api/schema/request.ts";
import type { Vocabulary } from "../../core/vocabulary.ts";
import type { ReportedOutcome } from "./reported-outcome.ts";

export type SeenRequest = Pick<
  RequestRow,
  | "seq"
  | "provider"
  | "operation"
  | "channel"
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

export interface Observation {
  readonly end: RunEnd;
  readonly requests: readonly SeenRequest[];
  readonly messages: readonly SeenMessage[];
  readonly reported: readonly ReportedOutcome[];
  /** Rules of conduct that are violated. */
  readonly findings: readonly Pick<ConductResult, "id" | "name" | "level" | "examples">[];
  /** True if there were more requests than were looked at. */
  readonly isCut: boolean;
}

type SweptOperation = Pick<SeenRequest, "provider" | "operation">;

export function requestsOf({ requests }: Observation, { provider, operation }: SweptOperation): readonly SeenRequest[] {
  return requests.filter((one) => one.provider === provider && one.operation === operation);
}

/** The first request that the rule in front struck; null: none was. */
export function struckRequest(observation: Observation, operation: SweptOperation): SeenRequest | null {
  const start = `Rule in front "${operation.operation}"`;
  return requestsOf(observation, operation).find(({ rules }) => rules?.english.includes(start) === true) ?? null;
}

/** Recipients and texts of a request. */
function sendsOf({ refused = [], messages }: SeenRequest, ledger: readonly SeenMessage[]): readonly string[] {
  const accepted = ledger.filter(({ seq }) => messages.includes(seq));
  return [...refused, ...accepted].map(({ to, textHash }) => `${to} ${textHash}`);
}

/** Later requests of the same operation for a message of the struck one: same recipient, same text. */
export function retriesOf(observation: Observation, struck: SeenRequest): readonly SeenRequest[] {
  const sends = new Set(sendsOf(struck, observation.messages));
  const later = requestsOf(observation, struck).filter(({ seq }) => seq > struck.seq);
  if (sends.size === 0) return later;
  return later.filter((one) => sendsOf(one, observation.messages).some((send) => sends.has(send)));
}

/** True if each message of a request had its last status before the sandbox was looked at. */
export function isOver({ messages }: SeenRequest, ledger: readonly SeenMessage[]): boolean {
  return ledger.every(({ seq, finalAt }) => !messages.includes(seq) || finalAt !== undefined);
}

const mostGaps = 20;

/** Real milliseconds from the end of each answer to the next request. */
export function gapsOf(struck: SeenRequest, retries: readonly SeenRequest[]): readonly number[] {
  return [struck, ...retries].slice(0, mostGaps + 1).flatMap((one, at, all) => {
    const next = all[at + 1];
    if (next?.elapsedMs === undefined || one.elapsedMs === undefined) return [];
    return [Math.max(0, Math.round(next.elapsedMs - one.elapsedMs - (one.ms ?? 0)))];
  });
}

/** Messages that were accepted again: same account, recipient and text. */
export function duplicatesIn({ messages }: Observation): number {
  return messages.length - new Set(messages.map(({ account, to, textHash }) => `${account} ${to} ${textHash}`)).size;
}

/** Requests by operation and channel. Signs of life come by the clock, and do not count. */
function profileOf({ requests }: Observation, vocabularies: readonly Vocabulary[]): string {
  const operations = vocabularies.flatMap((one) => one.operations);
  const outward = new Set(operations.filter((one) => one.outward === true).map(({ name }) => name));
  const counted = requests.filter(({ operation }) => !outward.has(operation));
  const groups = Map.groupBy(counted, ({ provider, operation, channel }) => `${provider}/${operation} ${channel}`);
  return [...groups]
    .map(([name, all]) => `${name} ${all.length}`)
    .toSorted()
    .join("\n");
}

/** True if the client made the same requests and reported the same as in the control run. */
export function isAsControl(control: Observation, run: Observation, vocabularies: readonly Vocabulary[]): boolean {
  const reported = ({ reported: all }: Observation): string =>
    all
      .map(({ outcome }) => outcome)
      .toSorted()
      .join();
  return profileOf(control, vocabularies) === profileOf(run, vocabularies) && reported(control) === reported(run);
}

/** Operations whose numbers of requests differ between two control runs. */
export function unsteadyOperations(first: Observation, second: Observation): readonly string[] {
  const counts = ({ requests }: Observation) =>
    Map.groupBy(requests, ({ provider, operation }) => `${provider}/${operation}`);
  const [before, after] = [counts(first), counts(second)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name)?.length !== after.get(name)?.length).toSorted();
}
