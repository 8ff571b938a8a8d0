import { sentencesOf } from "../../../core/sentences.ts";
import { isFailure } from "../../../core/status.ts";
import { times } from "../masked-words.ts";
import { type Send, wasFinal } from "../model.ts";
import { byRequests, type ConductRule, creditsOf } from "../rule.ts";

export const sentTwiceAfterLostAnswer: ConductRule = {
  id: "TC201",
  find({ series, words }, threshold) {
    let assessed = 0;
    const violations = series.flatMap((all) => {
      const isLeft = ({ waitedMs }: Send): boolean => waitedMs !== null && waitedMs >= threshold("patience");
      const isLost = (send: Send): boolean => send.message !== null && (send.isUnknown || isLeft(send));
      if (all.some(isLost)) assessed++;
      const lost = all.findIndex(
        (send, index) => isLost(send) && all.slice(index + 1).some((next) => isCopy(send, next)),
      );
      const first = all[lost];
      if (first === undefined) return [];
      const copies = all.slice(lost + 1).filter((next) => isCopy(first, next));
      const sends = [first, ...copies];
      const messages = sends.flatMap(({ message }) => (message === null ? [] : [message.seq]));
      const what = isLeft(first) ? say("late", { time: words.ms(first.waitedMs ?? 0) }) : say("lost");
      const about = { send: words.send(first), request: first.request.seq };
      const text = say("again", { ...about, what, again: times(copies.length) });
      return [{ ...byRequests(sends.map(({ request }) => request)), messages, text, credits: creditsOf(copies) }];
    });
    return { assessed, violations };
  },
};

/** True if a later send was accepted too, and the first message had not failed by then. */
function isCopy({ message }: Send, next: Send): boolean {
  if (message === null || next.message === null) return false;
  return !(isFailure(message.status) && wasFinal(message, next.request));
}

const say = sentencesOf({
  again: {
    en: "{send}: request {request} was accepted, and {what}; the message was sent again {again}",
    pt: "{send}: a requisição {request} foi aceita, e {what}; a mensagem foi enviada de novo {again}",
  },
  late: {
    en: "had no answer after {time}",
    pt: "ficou sem resposta por {time}",
  },
  lost: {
    en: "its answer was lost",
    pt: "sua resposta se perdeu",
  },
});
