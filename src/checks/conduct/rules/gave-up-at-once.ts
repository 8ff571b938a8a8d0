import { gap } from "../model.ts";
import { byRequests, type Rule, shownSend } from "../rule.ts";
import { temporaryRuns } from "../temporary.ts";

export const gaveUpAtOnce: Rule = {
  id: "TC105",
  find({ series, now }, threshold) {
    let assessed = 0;
    const violations = temporaryRuns(series).flatMap(({ sends }) => {
      const [first, second] = sends;
      if (first === undefined) return [];
      if (second !== undefined) {
        assessed++;
        return [];
      }
      if (gap(first.request.end, now) < threshold("after")) return [];
      assessed++;
      const text = `${shownSend(first)} was refused with ${first.request.code} and never sent again`;
      return [{ ...byRequests([first.request]), text }];
    });
    return { assessed, violations };
  },
};
