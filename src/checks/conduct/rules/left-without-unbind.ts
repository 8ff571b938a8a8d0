import type { ConductRule } from "../rule.ts";
import { bySession } from "../session-violation.ts";

export const leftWithoutUnbind: ConductRule = {
  id: "TC607",
  find({ sessions }) {
    const ended = sessions.filter(({ end }) => end === "unbind" || end === "close");
    const violations = ended
      .filter(({ end }) => end === "close")
      .map((session) => ({ ...bySession(session), text: `session ${session.remote} was closed without unbind` }));
    return { assessed: ended.length, violations };
  },
};
