import { sentencesOf } from "../../../core/sentences.ts";
import { quoted } from "../masked-words.ts";
import { byRequests, type ConductRule } from "../rule.ts";
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
              text: say("bent", { operation: request.operation, id: quoted(id), real: quoted(real) }),
            },
          ],
    );
    return { assessed: queries, violations };
  },
};

const say = sentencesOf({
  bent: {
    en: "{operation} of {id}: the id is {real}",
    pt: "{operation} de {id}: o id é {real}",
  },
});
