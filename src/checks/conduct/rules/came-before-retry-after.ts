import { gap } from "../model.ts";
import { byRequests, type ConductRule, shownSend } from "../rule.ts";

export const cameBeforeRetryAfter: ConductRule = {
  id: "TC110",
  needsTimes: true,
  find({ series, requests }, threshold) {
    const assessed = requests.filter(({ retryAfterMs }) => retryAfterMs !== null).length;
    const violations = series.flatMap((sends) =>
      sends.slice(1).flatMap((send, index) => {
        const before = sends[index];
        const wait = before?.request.retryAfterMs ?? null;
        if (before === undefined || wait === null) return [];
        const pause = gap(before.request.end, send.request.start);
        if (pause >= wait - threshold("tolerance")) return [];
        const text = `${shownSend(send)} came again after ${pause} ms of the ${wait} ms in Retry-After`;
        return [{ ...byRequests([before.request, send.request]), text, gapsMs: [pause] }];
      }),
    );
    return { assessed, violations };
  },
};
