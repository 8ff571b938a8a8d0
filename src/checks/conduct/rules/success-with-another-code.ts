import { sentencesOf } from "../../../core/sentences.ts";
import { answeredCallbacks, byCallback, isSuccess } from "../answers.ts";
import type { ConductRule } from "../rule.ts";

export const successWithAnotherCode: ConductRule = {
  id: "TC406",
  find(model) {
    const all = answeredCallbacks(model, "http");
    const violations = all.flatMap((answeredCallback) => {
      const other = answeredCallback.answered.find(
        (attempt) => !isSuccess(attempt) && Math.floor((attempt.status ?? 0) / 100) === 2,
      );
      if (other === undefined) return [];
      const text = say("other", { callback: answeredCallback.callback.seq, status: other.status ?? 0 });
      const isLost = !answeredCallback.answered.some(isSuccess);
      return [{ ...byCallback(answeredCallback), text, level: isLost ? ("error" as const) : ("warning" as const) }];
    });
    return { assessed: all.length, violations };
  },
};

const say = sentencesOf({
  other: {
    en: "callback {callback} was answered with {status}, which the provider takes for a failure",
    pt: "o callback {callback} recebeu {status}, que o provedor trata como falha",
  },
});
