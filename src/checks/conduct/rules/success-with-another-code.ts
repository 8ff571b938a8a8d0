import { answeredCallbacks, byCallback, isSuccess } from "../answers.ts";
import type { ConductRule } from "../rule.ts";

export const successWithAnotherCode: ConductRule = {
  id: "TC406",
  find(model) {
    const all = answeredCallbacks(model, "http");
    const violations = all.flatMap((one) => {
      const other = one.answered.find(
        (attempt) => !isSuccess(attempt) && Math.floor((attempt.status ?? 0) / 100) === 2,
      );
      if (other === undefined) return [];
      const text = `callback ${one.callback.seq} was answered with ${other.status}, which the provider takes for a failure`;
      return [{ ...byCallback(one), text }];
    });
    return { assessed: all.length, violations };
  },
};
