import { sentencesOf } from "../../../core/sentences.ts";
import { answeredCallbacks, byCallback } from "../answers.ts";
import type { ConductRule } from "../rule.ts";

export const receiverRedirects: ConductRule = {
  id: "TC403",
  find(model) {
    const all = answeredCallbacks(model, "http");
    const violations = all.flatMap((answeredCallback) => {
      const redirects = answeredCallback.answered.filter(
        ({ status }) => status !== null && (Math.floor(status / 100) === 3 || status === 401 || status === 403),
      );
      const [first] = redirects;
      if (first === undefined) return [];
      return [
        {
          ...byCallback(answeredCallback),
          text: say("status", { callback: answeredCallback.callback.seq, status: first.status ?? 0 }),
          times: redirects.length,
        },
      ];
    });
    return { assessed: all.length, violations };
  },
};

const say = sentencesOf({
  status: {
    en: "callback {callback} was answered with {status}",
    pt: "o callback {callback} recebeu {status}",
  },
});
