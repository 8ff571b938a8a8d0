import { byRequests, type ConductRule } from "../rule.ts";

export const sameLengthRefusal: ConductRule = {
  id: "TC705",
  find({ requests }, threshold) {
    const refused = requests.filter(
      ({ reasons, sends, code }) => sends && (reasons.includes("text-too-long") || code === "ESME_RINVMSGLEN"),
    );
    const groups = Map.groupBy(refused, ({ account, code }) => `${account} ${code}`);
    const violations = [...groups.values()].flatMap((found) => {
      if (found.length < threshold("refusals")) return [];
      return [
        {
          ...byRequests(found.slice(0, 50)),
          text: `${found.length} texts were refused for their length with ${found[0]?.code}`,
          times: found.length,
        },
      ];
    });
    return { assessed: refused.length, violations };
  },
};
