import { sentencesOf } from "../../../core/sentences.ts";
import { type ConductRule, percentile95 } from "../rule.ts";

export const slowDeliverResponse: ConductRule = {
  id: "TC606",
  find({ callbacks, words }, threshold) {
    const delivered = callbacks
      .filter(({ by }) => by === "smpp")
      .flatMap(({ account, seq, attempts }) => attempts.map((attempt) => ({ ...attempt, account, seq })));
    const ended = delivered.filter(({ status, error }) => status !== null || error !== "");
    const [first] = ended;
    if (first === undefined || ended.length < threshold("pdus")) return { assessed: 0, violations: [] };
    const place = { account: first.account, at: first.at, callbacks: [first.seq] };
    const answered = ended.filter(({ status }) => status !== null);
    const p95 = percentile95(answered.map(({ durationMs = 0 }) => durationMs));
    if (answered.length === 0)
      return {
        assessed: ended.length,
        violations: [{ ...place, text: say("none", { count: ended.length }), level: "error" as const }],
      };
    if (p95 <= threshold("percentile95")) return { assessed: ended.length, violations: [] };
    return {
      assessed: ended.length,
      violations: [{ ...place, text: say("slow", { p95: words.ms(p95) }) }],
    };
  },
};

const say = sentencesOf({
  none: {
    en: "none of {count} deliver_sm got a response",
    pt: "nenhum de {count} deliver_sm teve resposta",
  },
  slow: {
    en: "95 of 100 deliver_sm_resp came within {p95}",
    pt: "95 de 100 deliver_sm_resp vieram em {p95}",
  },
});
