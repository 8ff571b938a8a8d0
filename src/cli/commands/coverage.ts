import { Option } from "commander";
import { unusedWords } from "../../checks/reports/coverage.ts";
import { action, type Define, examples, many, urlOption } from "../flags.ts";
import { languageFlag } from "../language.ts";
import { addReportFiles } from "../report-plan.ts";

export const define: Define = (command, run) => {
  command
    .addOption(urlOption())
    .option("--token <TEXT>", "what its control API asks for; default: TORPEDO_TOKEN")
    .option("--sandbox <NAME>", "which sandbox; default: TORPEDO_SANDBOX, else default")
    .option("--all", "every scenario since the start of the emulator, in all sandboxes, removed ones too")
    .option("--merge <FILE...>", "files of start --coverage, or folders of such files, in place of an emulator")
    .addOption(
      many("--file <SCENARIO>", "a scenario file that must be used, and the name for its text; may be repeated"),
    )
    .option("--fail-under <PERCENT>", "exit code 1 under so many percent, such as 90%")
    .addOption(new Option("--fail-unused <WHAT>", "unused parts that fail; default: none").choices(unusedWords))
    .option("--json <FILE>", "write the whole report as JSON");
  addReportFiles(languageFlag(command));
  examples(
    command,
    "torpedo coverage",
    "torpedo coverage --all --json coverage.json",
    "torpedo coverage --merge counts.json --fail-under 90%",
  );
  action(command, run, async (session, flags) => (await import("../coverage.ts")).coverageCommand(session, flags));
};
