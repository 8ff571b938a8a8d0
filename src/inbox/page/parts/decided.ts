import type { RequestRow } from "../../../api/schema/request.ts";
import type { InboxState } from "../inbox.ts";
import { wordsIn } from "../words/say.ts";

const byDefault = /^default(?:: (.*))?$/s;

/** True if no rule decided, and no reason is given. */
export function isDefault(decidedBy: string): boolean {
  return decidedBy === "default";
}

/** Decision about an answer in words: a rule, a test number, or the provider's default with its reason. */
export function decidedWords(
  { decidedBy, decision }: Pick<RequestRow, "decidedBy" | "decision">,
  { language, say, translate }: Pick<InboxState, "language" | "say" | "translate">,
): string {
  const why = byDefault.exec(decidedBy);
  const testNumber = /^test number: (.*)$/s.exec(decidedBy)?.[1];
  if (testNumber !== undefined) {
    const [life = "", reply] = testNumber.split(", reply ");
    const answers = reply === undefined ? "" : `, ${say("by-reply", { what: translate(reply) })}`;
    return say("by-test-number", { what: `${translate(life)}${answers}` });
  }
  const words = decision === undefined ? decidedBy : wordsIn(decision, language);
  if (why === null) return words;
  return why[1] === undefined ? say("by-default") : `${say("by-default")}: ${words.replace(/^[^:]*: /, "")}`;
}
