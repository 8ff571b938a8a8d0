import { answeredCallbacks, byCallback } from "../answers.ts";
import type { ConductRule } from "../rule.ts";

export const receiverRedirects: ConductRule = {
  id: "TC403",
  find(model) {
    const all = answeredCallbacks(model, "http");
    const violations = all.flatMap((one) => {
      const found = one.answered.filter(
        ({ status }) => status !== null && (Math.floor(status / 100) === 3 || status === 401 || status === 403),
      );
      const [first] = found;
      if (first === undefined) return [];
      return [
        {
          ...byCallback(one),
          text: `callback ${one.callback.seq} was answered with ${first.status}`,
          times: found.length,
        },
      ];
    });
    return { assessed: all.length, violations };
  },
};
