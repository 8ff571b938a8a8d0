import { sentencesOf } from "../../../core/sentences.ts";
import { type AnsweredCallback, answeredCallbacks, byCallback, isSuccess } from "../answers.ts";
import type { ConductRule } from "../rule.ts";

export const receiverRefusesDuplicates: ConductRule = {
  id: "TC404",
  find(model) {
    const groups = Map.groupBy(
      answeredCallbacks(model, "http"),
      ({ callback: { account, about, ref, status } }) => `${account} ${about} ${ref} ${status ?? ""}`,
    );
    const copied = [...groups.values()].filter((group) => group.length > 1);
    const violations = copied.flatMap(([first, ...copies]) => {
      if (first === undefined || !first.answered.some(isSuccess)) return [];
      const refused = copies.find((copy: AnsweredCallback) =>
        copy.answered.every(({ status }) => (status ?? 0) >= 400),
      );
      if (refused === undefined) return [];
      const status = refused.answered[0]?.status ?? 0;
      const text = say("copy", { first: first.callback.seq, copy: refused.callback.seq, status });
      return [{ ...byCallback(refused), text }];
    });
    return { assessed: copied.length, violations };
  },
};

const say = sentencesOf({
  copy: {
    en: "callback {first} was taken, its copy {copy} was answered with {status}",
    pt: "o callback {first} foi aceito, a cópia {copy} recebeu {status}",
  },
});
