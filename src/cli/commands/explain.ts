import { action, type Define, examples } from "../flags.ts";

export const define: Define = (command, run) => {
  command.argument("<FILE>", "a scenario file, or a shipped scenario by name");
  examples(command, "torpedo explain bad-day");
  action(command, run, async ({ terminal, registry }, _, [file = ""]) =>
    (await import("../scenario-files.ts")).explainFile(terminal, file, await registry()),
  );
};
