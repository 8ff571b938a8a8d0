import { byRequests, type Rule, shownGaps, shownSend } from "../rule.ts";
import { temporaryRuns } from "../temporary.ts";

export const noBackOff: Rule = {
  id: "TC104",
  find({ series }, threshold) {
    const runs = temporaryRuns(series).filter(({ refusals }) => refusals >= 2);
    const violations = runs.flatMap(({ sends, gapsMs }) => {
      const [first] = sends;
      if (first === undefined) return [];
      const isShort = sends.length >= threshold("attempts") && gapsMs.every((ms) => ms < threshold("pause"));
      const grows = gapsMs.some((ms, index) => index > 0 && ms > (gapsMs[index - 1] ?? 0) * threshold("growth"));
      const isEven = sends.length >= threshold("evenAttempts") && !grows;
      if (!isShort && !isEven) return [];
      const level = gapsMs.some((ms) => ms < threshold("errorPause")) ? ("error" as const) : ("warning" as const);
      const text = `${shownSend(first)}: ${sends.length} attempts, with pauses of ${shownGaps(gapsMs)}`;
      return [{ ...byRequests(sends.map(({ request }) => request)), text, gapsMs, level }];
    });
    return { assessed: runs.length, violations };
  },
};
