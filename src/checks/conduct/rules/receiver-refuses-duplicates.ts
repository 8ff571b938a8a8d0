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
      const text = `callback ${first.callback.seq} was taken, its copy ${refused.callback.seq} was answered with ${refused.answered[0]?.status}`;
      return [{ ...byCallback(refused), text }];
    });
    return { assessed: copied.length, violations };
  },
};
