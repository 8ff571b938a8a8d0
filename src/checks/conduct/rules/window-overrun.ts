import type { Rule } from "../rule.ts";
import { bySession } from "../session-violation.ts";

export const windowOverrun: Rule = {
  id: "TC605",
  find({ sessions }) {
    const busy = sessions.filter(({ received, window }) => received > window);
    const violations = busy
      .filter(({ overWindow }) => overWindow > 0)
      .map((session) => ({
        ...bySession(session),
        text: `session ${session.remote}: ${session.overWindow} requests came while ${session.window} had no response`,
        times: session.overWindow,
      }));
    return { assessed: busy.length, violations };
  },
};
