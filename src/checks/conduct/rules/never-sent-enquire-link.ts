import { sentencesOf } from "../../../core/sentences.ts";
import type { ConductRule } from "../rule.ts";
import { bySession } from "../session-violation.ts";

export const neverSentEnquireLink: ConductRule = {
  id: "TC603",
  find({ sessions, words }, threshold) {
    const idle = sessions.filter(({ idleMs }) => idleMs >= threshold("idle"));
    const violations = idle
      .filter(({ enquireLinks }) => enquireLinks === 0)
      .map((session) => ({
        ...bySession(session),
        text: say("idle", { session: session.remote, time: words.ms(session.idleMs) }),
      }));
    return { assessed: idle.length, violations };
  },
};

const say = sentencesOf({
  idle: {
    en: "session {session} was idle for {time} without an enquire_link",
    pt: "a sessão {session} ficou {time} ociosa sem enquire_link",
  },
});
