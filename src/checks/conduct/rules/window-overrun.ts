import type { ConductRule } from "../rule.ts";
import { bySession } from "../session-violation.ts";

export const windowOverrun: ConductRule = {
  id: "TC605",
  find({ sessions }, threshold) {
    const window = threshold("window");
    const busy = sessions.filter(({ received }) => received > window);
    const violations = busy
      .filter(({ mostProcessing = 0 }) => mostProcessing > window)
      .map((session) => ({
        ...bySession(session),
        text: `session ${session.remote}: ${session.mostProcessing} requests were without a response at once`,
      }));
    return { assessed: busy.length, violations };
  },
};
