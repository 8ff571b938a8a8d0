import { sentencesOf } from "../../../core/sentences.ts";
import { gap } from "../model.ts";
import { byRequests, type ConductRule } from "../rule.ts";
import { temporaryRuns } from "../temporary.ts";

export const neverGivesUp: ConductRule = {
  id: "TC106",
  find({ series, words }, threshold) {
    let assessed = 0;
    const violations = temporaryRuns(series).flatMap(({ sends, refusals }) => {
      const [first, last] = [sends[0], sends.at(-1)];
      if (first === undefined || last === undefined) return [];
      const lasted = gap(first.request.end, last.request.start);
      const isEndless = sends.length > threshold("attempts") || lasted > threshold("lasting");
      assessed += isEndless || refusals >= threshold("attempts") ? 1 : 0;
      if (!isEndless) return [];
      const requests = sends.map(({ request }) => request);
      return [{ ...byRequests(requests), text: say("attempts", { send: words.send(first), count: sends.length }) }];
    });
    return { assessed, violations };
  },
};

const say = sentencesOf({
  attempts: {
    en: "{send}: {count} attempts",
    pt: "{send}: {count} tentativas",
  },
});
