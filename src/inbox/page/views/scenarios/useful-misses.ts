import type { ScenarioView } from "../../../../api/schema/scenario.ts";

type MissedRequest = ScenarioView["nearMisses"][number];

/** Near misses that are shown. */
const maxShown = 20;
/** Operations that keep or open a session; rules seldom mean them. */
const ofSessions = /^(?:bind_|unbind$|enquire_link$)/;

/** The latest near misses first, each sentence once, without those of sessions. */
export function usefulMisses(misses: readonly MissedRequest[]): readonly MissedRequest[] {
  const useful = misses.filter(({ operation }) => !ofSessions.test(operation));
  const latest = new Map(useful.map((miss) => [`${miss.provider} ${miss.operation} ${miss.sentence}`, miss]));
  return [...latest.values()].toSorted((a, b) => b.at - a.at).slice(0, maxShown);
}
