import { action, type Define, examples, isOn } from "../flags.ts";
import { addFindingFlags, addReportFiles } from "../report-plan.ts";

export const define: Define = (command, run) => {
  command
    .argument("<FILE...>", "scenario files, shipped scenarios by name, or - for stdin")
    .option("--accounts <FILE>", "accounts file of the emulator; default: the accounts of the providers alone")
    .option("--deep", "explore the states of the scenario too: at most 10,000, for 2 seconds")
    .option("--strict", "warnings fail too, as with --fail-on warning")
    .option(
      "--twice",
      "FILE is one scenario, and behind -- a command that runs twice with its seed: the journals must be equal",
    )
    .option("--json", "print one line of JSON with every finding");
  addFindingFlags(addReportFiles(command));
  examples(
    command,
    "torpedo check mine.yaml credit-runs-out",
    "torpedo check --deep --strict --sarif check.sarif mine.yaml",
    "torpedo check --json mine.yaml",
    "torpedo check - < mine.yaml",
    "torpedo check --twice mine.yaml -- npm test",
    "torpedo check --accounts accounts.yaml mine.yaml",
  );
  action(command, run, async (session, flags, words) =>
    isOn(flags, "twice")
      ? (await import("../check-twice.ts")).checkTwice(session, flags, words)
      : (await import("../check.ts")).checkCommand(session, flags, words),
  );
};
