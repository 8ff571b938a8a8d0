import { action, type Define, examples } from "../flags.ts";
import { languageFlag, languageOf } from "../language.ts";

export const define: Define = (command, run) => {
  command.argument("<FILE>", "a scenario file, or a shipped scenario by name");
  languageFlag(command);
  examples(command, "torpedo explain bad-day", "torpedo explain bad-day --lang pt");
  action(command, run, async ({ terminal, registry }, flags, [file = ""]) =>
    (await import("../scenario-files.ts")).explainFile(terminal, file, languageOf(flags), await registry()),
  );
};
