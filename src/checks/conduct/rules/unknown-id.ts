import { byRequests, type ConductRule, shownText } from "../rule.ts";
import { unknownIds } from "../unknown-ids.ts";

export const unknownId: ConductRule = {
  id: "TC301",
  find(model) {
    const { queries, unknown } = unknownIds(model);
    const violations = unknown
      .filter(({ real }) => real === null)
      .map(({ request, id }) => ({
        ...byRequests([request]),
        text: `${request.operation} of ${shownText(id)}, which no message has`,
      }));
    return { assessed: queries, violations };
  },
};
