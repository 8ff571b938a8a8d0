import { byFindings, type ConductRule } from "../rule.ts";

export const wrongResponseSequence: ConductRule = {
  id: "TC608",
  find({ requests, callbacks, sessions }) {
    const sent = callbacks.filter(({ by, attempts }) => by === "smpp" && attempts.length > 0).length;
    const assessed = sent + sessions.reduce((sum, { enquiries }) => sum + enquiries, 0);
    return { assessed, violations: byFindings(requests, "stray-response", "other-response") };
  },
};
