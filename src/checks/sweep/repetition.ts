// Sends of a run that exceed those of the control run: retries, and messages that were accepted twice.

import { backOff } from "../conduct/thresholds.ts";
import { type Observation, requestsOf, type SeenRequest } from "./observation.ts";

/** Stands for the message of a request that has none. */
const noMessage = "";

/**
 * Returns the sends of each request: provider, recipient, and the text's place among the texts of the recipient.
 * The hash of a text differs between sandboxes, and its place does not.
 */
function sendsIn({ requests, messages }: Observation): ReadonlyMap<number, readonly string[]> {
  const accepted = new Map(messages.map((message) => [message.seq, message]));
  const texts = new Map<string, string[]>();
  const nameOf = (provider: string, to: string, hash: string): string => {
    const recipient = `${provider} ${to}`;
    const earlier = texts.get(recipient) ?? [];
    texts.set(recipient, earlier);
    if (!earlier.includes(hash)) earlier.push(hash);
    return `${recipient} ${earlier.indexOf(hash)}`;
  };
  return new Map(
    requests.map(({ seq, provider, refused = [], messages: own }) => {
      const taken = own.flatMap((number) => accepted.get(number) ?? []);
      return [seq, [...refused, ...taken].map(({ to, textHash }) => nameOf(provider, to, textHash))];
    }),
  );
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Returns how often each name occurs more than in the control run, where once is always right. */
function excessOf(names: readonly string[], control: readonly string[]): Map<string, number> {
  const [actual, right] = [countsOf(names), countsOf(control)];
  return new Map([...actual].map(([name, count]) => [name, Math.max(0, count - Math.max(1, right.get(name) ?? 0))]));
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0);
}

/** Later requests of the same operation for a message of the struck one, as far as the control run has fewer. */
export function retriesOf(run: Observation, struck: SeenRequest, control: Observation): readonly SeenRequest[] {
  const [sends, controlSends] = [sendsIn(run), sendsIn(control)];
  const isEmpty = (sends.get(struck.seq) ?? []).length === 0;
  const namesIn = (all: typeof sends, { seq }: SeenRequest): readonly string[] =>
    isEmpty ? [noMessage] : [...new Set(all.get(seq))];
  const left = excessOf(
    requestsOf(run, struck).flatMap((request) => namesIn(sends, request)),
    requestsOf(control, struck).flatMap((request) => namesIn(controlSends, request)),
  );
  const wanted = new Set(namesIn(sends, struck));
  return requestsOf(run, struck).filter((request) => {
    if (request.seq <= struck.seq) return false;
    const again = namesIn(sends, request).filter((name) => wanted.has(name) && (left.get(name) ?? 0) > 0);
    for (const name of again) left.set(name, (left.get(name) ?? 0) - 1);
    return again.length > 0;
  });
}

/** True if the pauses between the attempts of a message show a loop without a back-off. */
export function isHasty(gapsMs: readonly number[]): boolean {
  return gapsMs.length >= backOff.attempts - 1 && gapsMs.every((ms) => ms < backOff.pause);
}

/** True if a message was sent more often than in the control run. */
export function isAnySentAgain(run: Observation, control: Observation): boolean {
  const all = (observation: Observation): readonly string[] => [...sendsIn(observation).values()].flat();
  return sum(excessOf(all(run), all(control))) > 0;
}

/** Messages that were accepted again, more often than in the control run. */
export function duplicatesIn(run: Observation, control: Observation): number {
  const accepted = (observation: Observation): readonly string[] => {
    const sends = sendsIn(observation);
    return observation.requests.flatMap(({ seq, refused = [] }) => (sends.get(seq) ?? []).slice(refused.length));
  };
  return sum(excessOf(accepted(run), accepted(control)));
}
