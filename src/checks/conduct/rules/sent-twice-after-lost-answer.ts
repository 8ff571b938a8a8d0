import { counted } from "../../../core/counted.ts";
import { type Send, wasFinal } from "../model.ts";
import { byRequests, type ConductRule, creditsOf, shownSend } from "../rule.ts";

export const sentTwiceAfterLostAnswer: ConductRule = {
  id: "TC201",
  find({ series }) {
    let assessed = 0;
    const violations = series.flatMap((all) => {
      const isLost = ({ isUnknown, message }: Send): boolean => isUnknown && message !== null;
      if (all.some(isLost)) assessed++;
      const lost = all.findIndex((one, index) => isLost(one) && all.slice(index + 1).some((next) => isCopy(one, next)));
      const first = all[lost];
      if (first === undefined) return [];
      const copies = all.slice(lost + 1).filter((next) => isCopy(first, next));
      const sends = [first, ...copies];
      const messages = sends.flatMap(({ message }) => (message === null ? [] : [message.seq]));
      const text = `${shownSend(first)}: the answer to request ${first.request.seq} was lost, its message accepted, and sent again ${counted(copies.length, "time")}`;
      return [{ ...byRequests(sends.map(({ request }) => request)), messages, text, credits: creditsOf(copies) }];
    });
    return { assessed, violations };
  },
};

const failures: ReadonlySet<string> = new Set([
  "undelivered",
  "invalid",
  "rejected",
  "expired",
  "cancelled",
  "skipped",
]);

/** True if a later send was accepted too, and the first message had not failed by then. */
function isCopy({ message }: Send, next: Send): boolean {
  if (message === null || next.message === null) return false;
  return !(failures.has(message.status) && wasFinal(message, next.request));
}
