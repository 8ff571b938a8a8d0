import type { ScenarioView } from "../../../../api/schema/scenario.ts";

type MissedRequest = ScenarioView["nearMisses"][number];

/** Near misses that are shown. */
const maxMisses = 20;
/** Operations that keep or open a session; rules seldom mean them. */
const ofSessions = /^(?:bind_|unbind$|enquire_link$)/;

/** The latest near misses first, each sentence once, without those of sessions. */
export function usefulMisses(misses: readonly MissedRequest[]): readonly MissedRequest[] {
  const latest = new Map<string, MissedRequest>();
  for (const miss of misses.toReversed()) {
    const key = `${miss.provider} ${miss.operation} ${miss.sentence}`;
    if (!ofSessions.test(miss.operation) && !latest.has(key)) latest.set(key, miss);
  }
  return [...latest.values()].slice(0, maxMisses);
}
