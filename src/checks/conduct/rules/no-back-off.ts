import { sentencesOf } from "../../../core/sentences.ts";
import { byRequests, type ConductRule } from "../rule.ts";
import { temporaryRuns } from "../temporary.ts";

export const noBackOff: ConductRule = {
  id: "TC104",
  needsTimes: true,
  find({ series, words }, threshold) {
    const runs = temporaryRuns(series).filter(({ refusals }) => refusals >= 2);
    const violations = runs.flatMap(({ sends, gapsMs }) => {
      const [first] = sends;
      if (first === undefined) return [];
      const isLonger = (ms: number, than: number): boolean => ms > than * threshold("growth");
      const steps = gapsMs.slice(1).map((ms, index) => [gapsMs[index] ?? 0, ms] as const);
      const grows = steps.some(([before, ms]) => isLonger(ms, before));
      // Pauses of a few milliseconds grow by chance.
      const grewFromShort =
        grows && !steps.some(([before, ms]) => isLonger(before, ms)) && (gapsMs.at(-1) ?? 0) >= threshold("errorPause");
      const isHasty = sends.length >= threshold("attempts") && gapsMs.every((ms) => ms < threshold("pause"));
      const isShort = isHasty && !grewFromShort;
      const isEven = sends.length >= threshold("evenAttempts") && !grows;
      if (!isShort && !isEven) return [];
      const level = gapsMs.some((ms) => ms < threshold("errorPause")) ? ("error" as const) : ("warning" as const);
      const text = say("hasty", { send: words.send(first), count: sends.length, pauses: words.gaps(gapsMs) });
      return [{ ...byRequests(sends.map(({ request }) => request)), text, gapsMs, level }];
    });
    // Fewer hasty attempts, whose pauses show nothing yet, are not assessed.
    const isJudged = ({ sends, gapsMs }: (typeof runs)[number]): boolean =>
      sends.length >= threshold("attempts") || gapsMs.some((ms) => ms >= threshold("pause"));
    return { assessed: runs.filter(isJudged).length, violations };
  },
};

const say = sentencesOf({
  hasty: {
    en: "{send}: {count} attempts, with pauses of {pauses}",
    pt: "{send}: {count} tentativas, com pausas de {pauses}",
  },
});
