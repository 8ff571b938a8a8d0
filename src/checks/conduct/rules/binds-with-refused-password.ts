import { sentencesOf } from "../../../core/sentences.ts";
import { byRequests, type ConductRule } from "../rule.ts";

export const bindsWithRefusedPassword: ConductRule = {
  id: "TC602",
  find({ requests }, threshold) {
    const refused = requests.filter(
      ({ operation, code, credential }) =>
        /^bind_/.test(operation) && credential !== null && /^ESME_(?:RINVPASWD|RINVSYSID)$/.test(code),
    );
    const groups = Map.groupBy(refused, ({ address, credential }) => `${address} ${credential ?? ""}`);
    const violations = [...groups.values()].flatMap((binds) => {
      if (binds.length <= threshold("binds")) return [];
      return [
        {
          ...byRequests(binds),
          text: say("binds", { count: binds.length }),
          times: binds.length - 1,
        },
      ];
    });
    return { assessed: groups.size, violations };
  },
};

const say = sentencesOf({
  binds: {
    en: "{count} binds with the same refused password",
    pt: "{count} binds com a mesma senha recusada",
  },
});
