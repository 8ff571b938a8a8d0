import { lastSeen } from "../last-seen.ts";
import { byRequests, type ConductRule, shownSend } from "../rule.ts";
import { temporaryRuns } from "../temporary.ts";

export const gaveUpAtOnce: ConductRule = {
  id: "TC105",
  needsTimes: true,
  find(model, threshold) {
    let assessed = 0;
    const seen = lastSeen(model);
    const violations = temporaryRuns(model.series).flatMap(({ sends }) => {
      const [first, second] = sends;
      if (first === undefined) return [];
      if (second !== undefined) {
        assessed++;
        return [];
      }
      // A client may wait by real time while the sandbox's clock moves, or may have ended.
      const { elapsed } = first.request.end;
      if (elapsed === null || (seen.get(first.account) ?? 0) - elapsed < threshold("after")) return [];
      assessed++;
      const text = `${shownSend(first)} was refused with ${first.request.code} and never sent again`;
      return [{ ...byRequests([first.request]), text }];
    });
    return { assessed, violations };
  },
};
