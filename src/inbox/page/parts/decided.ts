import type { Say } from "../words/say.ts";

/** Who decided an answer, in words: a rule, a rehearsal number, or the provider by itself (`nature`, and why). */
export function decidedWords(decidedBy: string, say: Say): string {
  const why = /^nature(?:: (.*))?$/s.exec(decidedBy);
  if (why === null) return decidedBy;
  return why[1] === undefined ? say("by-nature") : `${say("by-nature")}: ${why[1]}`;
}
