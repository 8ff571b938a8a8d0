import { action, type Define, examples, isOn } from "../flags.ts";

export const define: Define = (command, run) => {
  command
    .argument("<FILE...>", "scenario files, shipped scenarios by name, or - for stdin")
    .option("--json", "print one line of JSON with every finding");
  examples(
    command,
    "torpedo check mine.yaml credit-runs-out",
    "torpedo check --json mine.yaml",
    "torpedo check - < mine.yaml",
  );
  action(command, run, async ({ terminal, registry }, flags, files) => {
    const { checkFiles } = await import("../scenario-files.ts");
    return checkFiles(terminal, files, isOn(flags, "json"), await registry());
  });
};
