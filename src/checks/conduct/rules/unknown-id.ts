import { sentencesOf } from "../../../core/sentences.ts";
import { quoted } from "../masked-words.ts";
import { byRequests, type ConductRule } from "../rule.ts";
import { unknownIds } from "../unknown-ids.ts";

export const unknownId: ConductRule = {
  id: "TC301",
  find(model) {
    const { queries, unknown } = unknownIds(model);
    const violations = unknown
      .filter(({ real }) => real === null)
      .map(({ request, id }) => ({
        ...byRequests([request]),
        text: say("unknown", { operation: request.operation, id: quoted(id) }),
      }));
    return { assessed: queries, violations };
  },
};

const say = sentencesOf({
  unknown: {
    en: "{operation} of {id}, which no message has",
    pt: "{operation} de {id}, que nenhuma mensagem tem",
  },
});
