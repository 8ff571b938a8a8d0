import { sentencesOf } from "../../../core/sentences.ts";
import { byRequests, type ConductRule } from "../rule.ts";
import { densestWithin } from "../runs.ts";

export const pollsTooOften: ConductRule = {
  id: "TC410",
  needsTimes: true,
  find({ requests }, threshold) {
    const all = requests.filter(({ polls }) => polls);
    const groups = Map.groupBy(all, ({ account, operation, ids }) => `${account} ${operation} ${ids?.join(" ") ?? ""}`);
    const violations = [...groups.values()].flatMap((group) => {
      const timed = group.filter(({ start }) => start.elapsed !== null);
      const { count, from } = densestWithin(
        timed.map(({ start }) => start.elapsed ?? 0),
        threshold("within"),
      );
      if (count <= threshold("requests")) return [];
      const densest = timed.slice(from, from + count);
      const operation = densest[0]?.operation ?? "";
      const text = say("often", { count, operation, within: threshold("within") / 1_000 });
      return [{ ...byRequests(densest), text, times: count }];
    });
    return { assessed: all.length, violations };
  },
};

const say = sentencesOf({
  often: {
    en: "{count} times {operation} within {within} s",
    pt: "{count} vezes {operation} em {within} s",
  },
});
