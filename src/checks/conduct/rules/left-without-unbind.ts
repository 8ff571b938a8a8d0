import { sentencesOf } from "../../../core/sentences.ts";
import type { ConductRule } from "../rule.ts";
import { bySession } from "../session-violation.ts";

export const leftWithoutUnbind: ConductRule = {
  id: "TC607",
  find({ sessions }) {
    const ended = sessions.filter(({ end }) => end === "unbind" || end === "close");
    const violations = ended
      .filter(({ end }) => end === "close")
      .map((session) => ({ ...bySession(session), text: say("closed", { session: session.remote }) }));
    return { assessed: ended.length, violations };
  },
};

const say = sentencesOf({
  closed: {
    en: "session {session} was closed without unbind",
    pt: "a sessão {session} foi fechada sem unbind",
  },
});
