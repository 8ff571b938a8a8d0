import type { Bilingual } from "../../../core/sentences.ts";

export interface RuleSentences {
  readonly name: Bilingual;
  readonly why: Bilingual;
  readonly remedy: Bilingual;
  /** Flags of `torpedo run` that provoke the habit. */
  readonly run: string;
  /** Part of the command under test. */
  readonly test: Bilingual;
}
