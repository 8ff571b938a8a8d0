// Sentences of the rules by id: name, reason, remedy, and the way to provoke the habit.

import { commandName } from "../../core/command-name.ts";
import type { Bilingual } from "../../core/sentences.ts";
import { callbackSentences } from "./sentences/callbacks.ts";
import { lostAnswerSentences } from "./sentences/lost-answers.ts";
import { refusalSentences } from "./sentences/refusals.ts";
import type { RuleSentences } from "./sentences/rule-sentences.ts";
import { sessionSentences } from "./sentences/sessions.ts";
import { textSentences } from "./sentences/texts.ts";

export const sentences: Readonly<Record<string, RuleSentences>> = {
  ...refusalSentences,
  ...lostAnswerSentences,
  ...callbackSentences,
  ...sessionSentences,
  ...textSentences,
};

/** Command that provokes the habit. */
export function provokes({ run, test }: RuleSentences): Bilingual {
  const command = `${commandName} run${run === "" ? "" : ` ${run}`} --conduct -- npm test`;
  return { en: `${command} # the test ${test.en}`, pt: `${command} # o teste ${test.pt}` };
}
