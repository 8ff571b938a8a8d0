import { sentencesOf } from "../../../core/sentences.ts";
import { times } from "../masked-words.ts";
import { isOnly, wasFinal } from "../model.ts";
import { byRequests, type ConductRule, creditsOf } from "../rule.ts";

export const sentAgainWhileHeld: ConductRule = {
  id: "TC205",
  find({ series, words }) {
    let assessed = 0;
    const violations = series.flatMap((sends) => {
      const heldAt = sends.findIndex(({ kinds }) => isOnly(kinds, "held"));
      const first = sends[heldAt];
      if (first === undefined) return [];
      assessed++;
      const again = sends
        .slice(heldAt + 1)
        .filter(({ request }) => first.message === null || !wasFinal(first.message, request));
      if (again.length === 0) return [];
      const text = say("again", { send: words.send(first), code: first.request.code, again: times(again.length) });
      return [{ ...byRequests([first, ...again].map(({ request }) => request)), text, credits: creditsOf(again) }];
    });
    return { assessed, violations };
  },
};

const say = sentencesOf({
  again: {
    en: "{send} was held with {code} and sent again {again}",
    pt: "{send} foi retida com {code} e enviada de novo {again}",
  },
});
