import { sentencesOf } from "../../../core/sentences.ts";
import { byRequests, type ConductRule } from "../rule.ts";

export const sameLengthRefusal: ConductRule = {
  id: "TC705",
  find({ requests }, threshold) {
    const refused = requests.filter(
      ({ reasons, sends, code }) => sends && (reasons.includes("text-too-long") || code === "ESME_RINVMSGLEN"),
    );
    const groups = Map.groupBy(refused, ({ account, code }) => `${account} ${code}`);
    const violations = [...groups.values()].flatMap((refusals) => {
      if (refusals.length < threshold("refusals")) return [];
      return [
        {
          ...byRequests(refusals),
          text: say("long", { count: refusals.length, code: refusals[0]?.code ?? "" }),
          times: refusals.length,
        },
      ];
    });
    return { assessed: refused.length, violations };
  },
};

const say = sentencesOf({
  long: {
    en: "{count} texts were refused for their length with {code}",
    pt: "{count} textos foram recusados pelo tamanho com {code}",
  },
});
