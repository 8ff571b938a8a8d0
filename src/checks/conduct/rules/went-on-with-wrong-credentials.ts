import { sentencesOf } from "../../../core/sentences.ts";
import { isOnly } from "../model.ts";
import { byRequests, type ConductRule } from "../rule.ts";
import { refusalRuns } from "../runs.ts";

export const wentOnWithWrongCredentials: ConductRule = {
  id: "TC103",
  needsTimes: true,
  find(model, threshold) {
    const runs = refusalRuns(model, threshold("inFlight"), ({ kinds }) => isOnly(kinds, "account"));
    const violations = runs.flatMap(({ refusals: run }) => {
      const [first] = run;
      const later = run.length - 1;
      if (first === undefined || later <= threshold("requests")) return [];
      const level = later >= threshold("error") ? ("error" as const) : ("warning" as const);
      return [{ ...byRequests(run), text: say("after", { count: later, code: first.code }), level }];
    });
    return { assessed: runs.filter(({ isJudged }) => isJudged).length, violations };
  },
};

const say = sentencesOf({
  after: {
    en: "{count} requests after {code}",
    pt: "{count} requisições após {code}",
  },
});
