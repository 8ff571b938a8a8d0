import { sentencesOf } from "../../../core/sentences.ts";
import { gap, isOnly } from "../model.ts";
import { byRequests, type ConductRule } from "../rule.ts";
import { refusalRuns } from "../runs.ts";

export const wentOnWithoutCredit: ConductRule = {
  id: "TC102",
  needsTimes: true,
  find(model, threshold) {
    const runs = refusalRuns(
      model,
      threshold("inFlight"),
      (request) => request.sends && isOnly(request.kinds, "credit"),
    );
    const violations = runs.flatMap(({ refusals: run }) => {
      const [first] = run;
      if (first === undefined) return [];
      const soon = run.slice(1).filter((request) => gap(first.end, request.start) <= threshold("within"));
      if (soon.length <= threshold("sends")) return [];
      return [{ ...byRequests(run), text: say("after", { count: soon.length, code: first.code }) }];
    });
    return { assessed: runs.filter(({ isJudged }) => isJudged).length, violations };
  },
};

const say = sentencesOf({
  after: {
    en: "{count} sends after the refusal {code}, without a top-up",
    pt: "{count} envios após a recusa {code}, sem recarga",
  },
});
