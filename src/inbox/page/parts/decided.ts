import type { RequestRow } from "../../../api/schema/request.ts";
import type { InboxState } from "../inbox.ts";
import { wordsIn } from "../words/say.ts";

/** True if no rule decided, and no reason is given. */
export function isDefault(decidedBy: string): boolean {
  return decidedBy === "default";
}

/** Decision about an answer in words: a rule, a test number, or the provider's default with its reason. */
export function decidedWords(
  { decidedBy, decision }: Pick<RequestRow, "decidedBy" | "decision">,
  { language, say }: Pick<InboxState, "language" | "say">,
): string {
  if (isDefault(decidedBy)) return say("by-default");
  return decision === undefined ? decidedBy : wordsIn(decision, language);
}
