import { existsSync } from "node:fs";
import { readText } from "../config/text-file.ts";
import type { ScenarioSource } from "../control/scenario-type.ts";
import { storyFile } from "../scenario/file/library.ts";

/** A scenario as a command names it: a file, the name of a shipped story, or `-` for what comes in. @throws UsageError */
export async function scenarioSource(name: string, stdin: () => Promise<string>): Promise<ScenarioSource> {
  if (name === "-") return { text: await stdin() };
  if (!existsSync(name) && storyFile(name) !== null) return { library: name };
  return { text: readText(name, "scenario file") };
}
