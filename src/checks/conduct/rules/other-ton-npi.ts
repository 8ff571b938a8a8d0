import { byFindings, type ConductRule } from "../rule.ts";

const submissions = /^(?:submit_sm|submit_multi|data_sm)$/;

export const otherTonNpi: ConductRule = {
  id: "TC610",
  find({ requests }) {
    const judged = requests.filter(({ operation }) => submissions.test(operation));
    return { assessed: judged.length, violations: byFindings(judged, "source-address") };
  },
};
