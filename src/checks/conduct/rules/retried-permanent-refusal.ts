import { sentencesOf } from "../../../core/sentences.ts";
import { times } from "../masked-words.ts";
import { gap, isOnly } from "../model.ts";
import { byRequests, type ConductRule, creditsOf } from "../rule.ts";

/** A refusal that came again: of one that did not, the account was changed between. */
export const retriedPermanentRefusal: ConductRule = {
  id: "TC101",
  find({ series, words }) {
    let assessed = 0;
    const violations = series.flatMap((sends) => {
      const refused = sends.filter(({ kinds, message }) => message === null && isOnly(kinds, "request", "number"));
      assessed += refused.length > 0 ? 1 : 0;
      const [first, second] = refused;
      if (first === undefined || second === undefined) return [];
      const gapsMs = [gap(first.request.end, second.request.start)];
      const again = times(refused.length - 1);
      const text = say("again", { send: words.send(first), code: first.request.code, again });
      return [{ ...byRequests(refused.map(({ request }) => request)), text, gapsMs, credits: creditsOf(refused) }];
    });
    return { assessed, violations };
  },
};

const say = sentencesOf({
  again: {
    en: "{send} was refused with {code} and sent again {again}",
    pt: "{send} foi recusada com {code} e enviada de novo {again}",
  },
});
