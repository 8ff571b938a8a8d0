import { byRequests, type ConductRule, shownText } from "../rule.ts";
import { unknownIds } from "../unknown-ids.ts";

export const idBent: ConductRule = {
  id: "TC302",
  find(model) {
    const { queries, unknown } = unknownIds(model);
    const violations = unknown.flatMap(({ request, id, real }) =>
      real === null
        ? []
        : [
            {
              ...byRequests([request]),
              text: `${request.operation} of ${shownText(id)}: the id is ${shownText(real)}`,
            },
          ],
    );
    return { assessed: queries, violations };
  },
};
