import { sentencesOf } from "../../../core/sentences.ts";
import type { ConductRule } from "../rule.ts";
import { bySession } from "../session-violation.ts";

export const enquireLinkUnanswered: ConductRule = {
  id: "TC604",
  find({ sessions }) {
    const enquired = sessions.filter(({ enquiries }) => enquiries > 0);
    // The last one may cross the client's own ending.
    const violations = enquired
      .filter(({ unanswered, end }) => unanswered > (end === "server" ? 0 : 1))
      .map((session) => ({
        ...bySession(session),
        text: say("left", { session: session.remote, count: session.unanswered }),
        times: session.unanswered,
      }));
    return { assessed: enquired.length, violations };
  },
};

const say = sentencesOf({
  left: {
    en: "session {session} left {count} enquire_link without a response",
    pt: "a sessão {session} deixou {count} enquire_link sem resposta",
  },
});
