// Sentences of the SMPP journal: why a PDU has no answer of the provider.

import { defaultBecause } from "../core/reason-sentences.ts";
import { sentencesOf } from "../core/sentences.ts";

export const say = sentencesOf({
  refused: { en: "refused by the session", pt: "recusada pela sessão" },
  stray: { en: "nobody waits for this {command}", pt: "ninguém espera por este {command}" },
  ended: { en: "the session ended before its response", pt: "a sessão terminou antes da resposta" },
  "no-unbind": {
    en: "the session ended without unbind ({reason})",
    pt: "a sessão terminou sem unbind ({reason})",
  },
});

const refusal = defaultBecause(say("refused"));
/** Decision on a request that the session refuses. */
export const refusedBySession = { decidedBy: refusal.en, decision: refusal };
