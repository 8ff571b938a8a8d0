import { counted } from "../../../core/counted.ts";
import { byRequests, creditsOf, type Rule, shownSend } from "../rule.ts";

export const sentTwiceAfterLostAnswer: Rule = {
  id: "TC201",
  find({ series }) {
    let assessed = 0;
    const violations = series.flatMap((all) => {
      const lost = all.findIndex(({ isUnknown, message }) => isUnknown && message !== null);
      const first = all[lost];
      if (first === undefined) return [];
      assessed++;
      const copies = all.slice(lost + 1).filter(({ message }) => message !== null);
      if (copies.length === 0) return [];
      const sends = [first, ...copies];
      const messages = sends.flatMap(({ message }) => (message === null ? [] : [message.seq]));
      const text = `${shownSend(first)}: the answer to request ${first.request.seq} was lost, its message accepted, and sent again ${counted(copies.length, "time")}`;
      return [{ ...byRequests(sends.map(({ request }) => request)), messages, text, credits: creditsOf(copies) }];
    });
    return { assessed, violations };
  },
};
