// Reason in words, with the sentences that the words are made of: JSON keeps their codes and parameters.

import * as z from "zod";
import { type Bilingual, joined, type Sentence } from "../../core/sentences.ts";

export interface WordedReason {
  readonly words: Bilingual;
  readonly sentences: readonly Sentence[];
}

/** @param words default: the sentences with semicolons between them */
export function reasonOf(sentences: readonly Sentence[], words: Bilingual = joined(sentences, "; ")): WordedReason {
  return { words, sentences };
}

export const codedSentence = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type CodedSentence = z.output<typeof codedSentence>;

/** Codes of sentences with their parameters. */
export function codesOf(sentences: readonly Sentence[]): CodedSentence[] {
  return sentences.map(({ code, params }) => ({ code, params: { ...params } }));
}
