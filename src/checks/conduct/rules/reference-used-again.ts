import { byFindings, type ConductRule } from "../rule.ts";

export const referenceUsedAgain: ConductRule = {
  id: "TC611",
  find({ requests, messages }) {
    const assessed = messages.filter(({ fields }) => fields["segment"] !== undefined).length;
    return { assessed, violations: byFindings(requests, "reference-reused") };
  },
};
