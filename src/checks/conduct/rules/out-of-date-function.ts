import { counted } from "../../../core/counted.ts";
import { byRequests, type ConductRule } from "../rule.ts";

/** Code of the functions that the document calls out of date. */
const outOfDate = "OUT-OF-DATE";
const old: ReadonlySet<string> = new Set(["stat", "stam", "recv"]);

export const outOfDateFunction: ConductRule = {
  id: "TC501",
  find({ requests }) {
    const found = requests.filter(({ code, isDefault }) => code === outOfDate && isDefault);
    const groups = Map.groupBy(found, ({ operation }) => operation);
    const violations = [...groups].map(([operation, group]) => ({
      ...byRequests(group.slice(0, 50)),
      text: `${operation.toUpperCase()} was asked for ${counted(group.length, "time")}, and is out of date`,
      times: group.length,
    }));
    return { assessed: requests.filter(({ operation }) => old.has(operation)).length, violations };
  },
};
