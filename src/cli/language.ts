// `--lang`: the language of sentences about rules, findings and reasons.

import { type Command, Option } from "commander";
import type { BilingualView } from "../api/schema/common.ts";
import { type Language, languages } from "../core/sentences.ts";
import { type Flags, textOf } from "./flags.ts";

export function languageFlag(command: Command): Command {
  return command.addOption(
    new Option("--lang <LANGUAGE>", "language of what it says: en or pt; default: en").choices(languages),
  );
}

/** Words in the language that was chosen. */
export function wordsIn(words: BilingualView | undefined, language: Language): string | undefined {
  return language === "pt" ? words?.portuguese : words?.english;
}

export function languageOf(flags: Flags): Language {
  return textOf(flags, "lang") === "pt" ? "pt" : "en";
}
