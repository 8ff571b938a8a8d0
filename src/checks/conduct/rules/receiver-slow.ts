import { sentencesOf } from "../../../core/sentences.ts";
import type { ConductRule } from "../rule.ts";
import { percentile95 } from "../rule.ts";

export const receiverSlow: ConductRule = {
  id: "TC402",
  find({ callbacks, words }, threshold) {
    const all = callbacks
      .filter(({ by }) => by === "http")
      .flatMap(({ account, seq, attempts }) =>
        attempts.flatMap(({ durationMs, status, at, elapsedMs = null }) =>
          // A receiver that refuses the connection is not slow.
          durationMs === undefined || (status === null && durationMs < 1_000)
            ? []
            : [{ account, seq, at, ms: durationMs, elapsed: elapsedMs }],
        ),
      );
    const attempts = withoutCrowds(all, threshold("inProgress"));
    if (attempts.length < threshold("callbacks")) return { assessed: 0, violations: [] };
    const p95 = percentile95(attempts.map(({ ms }) => ms));
    const [slowest] = attempts.toSorted((a, b) => b.ms - a.ms);
    const isSlow = p95 > threshold("percentile95") || (slowest?.ms ?? 0) > threshold("longest");
    if (!isSlow || slowest === undefined) return { assessed: attempts.length, violations: [] };
    const text = say("slow", { p95: words.ms(p95), callback: slowest.seq, longest: words.ms(slowest.ms) });
    return {
      assessed: attempts.length,
      violations: [{ text, account: slowest.account, at: slowest.at, callbacks: [slowest.seq] }],
    };
  },
};

interface AnsweredAttempt {
  readonly account: string;
  readonly elapsed: number | null;
  readonly ms: number;
}

/** Attempts that began while few others waited: hours of callbacks come at once where a clock moves. */
function withoutCrowds<Attempt extends AnsweredAttempt>(all: readonly Attempt[], max: number): readonly Attempt[] {
  const waiting = new Map<string, number[]>();
  return all
    .toSorted((a, b) => (a.elapsed ?? 0) - (b.elapsed ?? 0))
    .filter(({ account, elapsed, ms }) => {
      if (elapsed === null) return true;
      const ends = (waiting.get(account) ?? []).filter((end) => end > elapsed);
      waiting.set(account, [...ends, elapsed + ms]);
      return ends.length < max;
    });
}

const say = sentencesOf({
  slow: {
    en: "95 of 100 callbacks were answered within {p95}, callback {callback} after {longest}",
    pt: "95 de 100 callbacks foram respondidos em {p95}, o callback {callback} após {longest}",
  },
});
