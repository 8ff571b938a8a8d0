import { sentencesOf } from "../../../core/sentences.ts";
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
        text: say("overrun", { session: session.remote, count: session.mostProcessing ?? 0 }),
      }));
    return { assessed: busy.length, violations };
  },
};

const say = sentencesOf({
  overrun: {
    en: "session {session}: {count} requests were without a response at once",
    pt: "sessão {session}: {count} requisições sem resposta ao mesmo tempo",
  },
});
