import { counted } from "../../../core/counted.ts";
import { isOnly, wasFinal } from "../model.ts";
import { byRequests, type ConductRule, creditsOf, shownSend } from "../rule.ts";

export const sentAgainWhileHeld: ConductRule = {
  id: "TC205",
  find({ series }) {
    let assessed = 0;
    const violations = series.flatMap((sends) => {
      const held = sends.findIndex(({ kinds }) => isOnly(kinds, "held"));
      const first = sends[held];
      if (first === undefined) return [];
      assessed++;
      const again = sends
        .slice(held + 1)
        .filter(({ request }) => first.message === null || !wasFinal(first.message, request));
      if (again.length === 0) return [];
      const text = `${shownSend(first)} was held with ${first.request.code} and sent again ${counted(again.length, "time")}`;
      return [{ ...byRequests([first, ...again].map(({ request }) => request)), text, credits: creditsOf(again) }];
    });
    return { assessed, violations };
  },
};
