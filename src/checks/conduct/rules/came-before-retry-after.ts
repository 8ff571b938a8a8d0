import { sentencesOf } from "../../../core/sentences.ts";
import { gap } from "../model.ts";
import { byRequests, type ConductRule } from "../rule.ts";

export const cameBeforeRetryAfter: ConductRule = {
  id: "TC110",
  needsTimes: true,
  find({ series, requests, words }, threshold) {
    const assessed = requests.filter(({ retryAfterMs }) => retryAfterMs !== null).length;
    const violations = series.flatMap((sends) =>
      sends.slice(1).flatMap((send, index) => {
        const before = sends[index];
        const wait = before?.request.retryAfterMs ?? null;
        if (before === undefined || wait === null) return [];
        const pause = gap(before.request.end, send.request.start);
        if (pause >= wait - threshold("tolerance")) return [];
        const text = say("early", { send: words.send(send), pause: words.ms(pause), wait: `${wait} ms` });
        return [{ ...byRequests([before.request, send.request]), text, gapsMs: [pause] }];
      }),
    );
    return { assessed, violations };
  },
};

const say = sentencesOf({
  early: {
    en: "{send} came again after {pause} of the {wait} in Retry-After",
    pt: "{send} voltou após {pause} dos {wait} de Retry-After",
  },
});
