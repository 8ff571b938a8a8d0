import { sentencesOf } from "../../../core/sentences.ts";
import { times } from "../masked-words.ts";
import { byRequests, type ConductRule } from "../rule.ts";

export const outOfDateFunction: ConductRule = {
  id: "TC501",
  find({ requests }) {
    const outdated = requests.filter(({ isOutOfDate, isDefault }) => isOutOfDate && isDefault);
    const groups = Map.groupBy(outdated, ({ operation }) => operation);
    const violations = [...groups].map(([operation, group]) => ({
      ...byRequests(group),
      text: say("old", { operation: operation.toUpperCase(), times: times(group.length) }),
      times: group.length,
    }));
    return { assessed: requests.filter(({ mayBeOutOfDate }) => mayBeOutOfDate).length, violations };
  },
};

const say = sentencesOf({
  old: {
    en: "{operation} was asked for {times}, and is out of date",
    pt: "{operation} foi chamada {times}, e está obsoleta",
  },
});
