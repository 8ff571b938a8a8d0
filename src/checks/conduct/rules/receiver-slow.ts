import { sentencesOf } from "../../../core/sentences.ts";
import type { ConductRule } from "../rule.ts";
import { percentile95 } from "../rule.ts";

export const receiverSlow: ConductRule = {
  id: "TC402",
  find({ callbacks, shown }, threshold) {
    const attempts = callbacks
      .filter(({ by }) => by === "http")
      .flatMap(({ account, seq, attempts }) =>
        attempts.flatMap(({ durationMs, status, at }) =>
          // A receiver that refuses the connection is not slow.
          durationMs === undefined || (status === null && durationMs < 1_000)
            ? []
            : [{ account, seq, at, ms: durationMs }],
        ),
      );
    if (attempts.length < threshold("callbacks")) return { assessed: 0, violations: [] };
    const p95 = percentile95(attempts.map(({ ms }) => ms));
    const [slowest] = attempts.toSorted((a, b) => b.ms - a.ms);
    const isSlow = p95 > threshold("percentile95") || (slowest?.ms ?? 0) > threshold("longest");
    if (!isSlow || slowest === undefined) return { assessed: attempts.length, violations: [] };
    const text = say("slow", { p95: shown.ms(p95), callback: slowest.seq, longest: shown.ms(slowest.ms) });
    return {
      assessed: attempts.length,
      violations: [{ text, account: slowest.account, at: slowest.at, callbacks: [slowest.seq] }],
    };
  },
};

const say = sentencesOf({
  slow: {
    en: "95 of 100 callbacks were answered within {p95}, callback {callback} after {longest}",
    pt: "95 de 100 callbacks foram respondidos em {p95}, o callback {callback} após {longest}",
  },
});
