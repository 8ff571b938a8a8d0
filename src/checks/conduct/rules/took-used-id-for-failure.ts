import { sentencesOf } from "../../../core/sentences.ts";
import { isOnly } from "../model.ts";
import { byRequests, type ConductRule, creditsOf } from "../rule.ts";

export const tookUsedIdForFailure: ConductRule = {
  id: "TC204",
  find({ series, words }) {
    let assessed = 0;
    const violations = series.flatMap((sends) => {
      const lost = sends.findIndex(
        ({ isUnknown, waitedMs, message }) => (isUnknown || waitedMs !== null) && message !== null,
      );
      const spent = sends.findIndex(
        ({ kinds, message }, index) => index > lost && message === null && isOnly(kinds, "spent"),
      );
      const refused = lost < 0 ? undefined : sends[spent];
      if (refused === undefined) return [];
      assessed++;
      const again = sends.slice(spent + 1).filter(({ clientId }) => clientId !== refused.clientId);
      const [next] = again;
      if (next === undefined) return [];
      const text = say("used", { send: words.send(next), id: refused.clientId ?? "" });
      return [{ ...byRequests([refused.request, next.request]), text, credits: creditsOf(again) }];
    });
    return { assessed, violations };
  },
};

const say = sentencesOf({
  used: {
    en: "{send}: id {id} was used by the first send, and another id followed",
    pt: "{send}: o id {id} foi usado pelo primeiro envio, e outro id seguiu",
  },
});
