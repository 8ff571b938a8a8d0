import { byCallback, isSuccess, triedCallbacks } from "../answers.ts";
import type { ConductRule } from "../rule.ts";

export const receiverAnswersErrors: ConductRule = {
  id: "TC401",
  find(model) {
    const all = triedCallbacks(model);
    const violations = all.flatMap((one) => {
      const failed = one.answered.filter((attempt) => !isSuccess(attempt));
      const [first] = failed;
      if (first === undefined) return [];
      const never = failed.length === one.answered.length;
      const text = `the ${one.callback.about} of callback ${one.callback.seq} ${first.status === null ? "got no answer" : `was answered with ${first.status}`}${never ? "" : ", and taken later"}`;
      return [
        { ...byCallback(one), text, level: never ? ("error" as const) : ("warning" as const), times: failed.length },
      ];
    });
    return { assessed: all.length, violations };
  },
};
