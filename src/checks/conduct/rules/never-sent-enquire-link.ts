import type { ConductRule } from "../rule.ts";
import { bySession } from "../session-violation.ts";

export const neverSentEnquireLink: ConductRule = {
  id: "TC603",
  find({ sessions }, threshold) {
    const idle = sessions.filter(({ idleMs }) => idleMs >= threshold("idle"));
    const violations = idle
      .filter(({ enquireLinks }) => enquireLinks === 0)
      .map((session) => ({
        ...bySession(session),
        text: `session ${session.remote} was idle for ${Math.round(session.idleMs / 1_000)} s without an enquire_link`,
      }));
    return { assessed: idle.length, violations };
  },
};
