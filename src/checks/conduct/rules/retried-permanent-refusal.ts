import { counted } from "../../../core/counted.ts";
import { gap, isOnly } from "../model.ts";
import { byRequests, type ConductRule, creditsOf, shownSend } from "../rule.ts";

/** A refusal that came again: of one that did not, the account was changed between. */
export const retriedPermanentRefusal: ConductRule = {
  id: "TC101",
  find({ series }) {
    let assessed = 0;
    const violations = series.flatMap((sends) => {
      const refused = sends.filter(({ kinds, message }) => message === null && isOnly(kinds, "request", "number"));
      assessed += refused.length > 0 ? 1 : 0;
      const [first, second] = refused;
      if (first === undefined || second === undefined) return [];
      const gapsMs = [gap(first.request.end, second.request.start)];
      const text = `${shownSend(first)} was refused with ${first.request.code} and sent again ${counted(refused.length - 1, "time")}`;
      return [{ ...byRequests(refused.map(({ request }) => request)), text, gapsMs, credits: creditsOf(refused) }];
    });
    return { assessed, violations };
  },
};
