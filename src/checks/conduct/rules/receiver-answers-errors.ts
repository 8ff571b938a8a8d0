import { sentencesOf } from "../../../core/sentences.ts";
import { byCallback, hasOwnRule, isSuccess, triedCallbacks } from "../answers.ts";
import type { ConductRule } from "../rule.ts";

export const receiverAnswersErrors: ConductRule = {
  id: "TC401",
  find(model) {
    const all = triedCallbacks(model);
    const violations = all.flatMap((tried) => {
      const failed = tried.answered.filter((attempt) => !isSuccess(attempt) && !hasOwnRule(attempt, tried.callback));
      const [first] = failed;
      if (first === undefined) return [];
      const never = failed.length === tried.answered.length;
      const what = first.status === null ? say("silence") : say("status", { status: first.status });
      const text = say(never ? "never" : "later", { callback: tried.callback.seq, what });
      return [
        { ...byCallback(tried), text, level: never ? ("error" as const) : ("warning" as const), times: failed.length },
      ];
    });
    return { assessed: all.length, violations };
  },
};

const say = sentencesOf({
  never: {
    en: "callback {callback} {what}",
    pt: "o callback {callback} {what}",
  },
  later: {
    en: "callback {callback} {what}, and was taken later",
    pt: "o callback {callback} {what}, e foi aceito depois",
  },
  silence: {
    en: "got no answer",
    pt: "ficou sem resposta",
  },
  status: {
    en: "was answered with {status}",
    pt: "recebeu {status}",
  },
});
