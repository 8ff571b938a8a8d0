import { sentencesOf } from "../../../core/sentences.ts";
import { lastSeen } from "../last-seen.ts";
import { byRequests, type ConductRule } from "../rule.ts";
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
      const text = say("never", { send: model.words.send(first), code: first.request.code });
      return [{ ...byRequests([first.request]), text }];
    });
    return { assessed, violations };
  },
};

const say = sentencesOf({
  never: {
    en: "{send} was refused with {code} and never sent again",
    pt: "{send} foi recusada com {code} e nunca enviada de novo",
  },
});
