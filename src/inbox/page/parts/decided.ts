import type { Say } from "../words/say.ts";
import type { Told } from "../words/told.ts";

/** Who decided an answer, in words: a rule, a test number, or the provider by itself (`nature`, and why). */
export function decidedWords(decidedBy: string, { say, told }: { readonly say: Say; readonly told: Told }): string {
  const why = /^nature(?:: (.*))?$/s.exec(decidedBy);
  const rehearsed = /^test number: (.*)$/s.exec(decidedBy)?.[1];
  if (rehearsed !== undefined) {
    const [life = "", reply] = rehearsed.split(", reply ");
    const answers = reply === undefined ? "" : `, ${say("by-reply", { what: told(reply) })}`;
    return say("by-rehearsal", { what: `${told(life)}${answers}` });
  }
  if (why === null) return decidedBy;
  return why[1] === undefined ? say("by-nature") : `${say("by-nature")}: ${told(why[1])}`;
}
