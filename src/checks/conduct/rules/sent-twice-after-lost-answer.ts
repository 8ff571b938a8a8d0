import { counted } from "../../../core/counted.ts";
import { type Send, wasFinal } from "../model.ts";
import { byRequests, type ConductRule, creditsOf, shownSend } from "../rule.ts";

export const sentTwiceAfterLostAnswer: ConductRule = {
  id: "TC201",
  find({ series }, threshold) {
    let assessed = 0;
    const violations = series.flatMap((all) => {
      const isLeft = ({ waitedMs }: Send): boolean => waitedMs !== null && waitedMs >= threshold("patience");
      const isLost = (send: Send): boolean => send.message !== null && (send.isUnknown || isLeft(send));
      if (all.some(isLost)) assessed++;
      const lost = all.findIndex((one, index) => isLost(one) && all.slice(index + 1).some((next) => isCopy(one, next)));
      const first = all[lost];
      if (first === undefined) return [];
      const copies = all.slice(lost + 1).filter((next) => isCopy(first, next));
      const sends = [first, ...copies];
      const messages = sends.flatMap(({ message }) => (message === null ? [] : [message.seq]));
      const what = isLeft(first)
        ? `had no answer after ${first.waitedMs} ms`
        : "had an answer that the client could not read";
      const text = `${shownSend(first)}: request ${first.request.seq} ${what}, its message was accepted, and it was sent again ${counted(copies.length, "time")}`;
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
