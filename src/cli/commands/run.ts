import { Option } from "commander";
import { unusedWords } from "../../checks/reports/coverage.ts";
import { settingsFor } from "../../config/settings.ts";
import { action, type Define, examples, many } from "../flags.ts";
import { addReportFlags } from "../report-plan.ts";
import { optionOf } from "./start.ts";

export const define: Define = async (command, run, registry) => {
  command
    .argument("[COMMAND...]", "program and arguments, behind --")
    .option("--url <URL>", "a running emulator; default: one of its own, on free ports, in memory")
    .option("--config <FILE>", "YAML file with settings of the emulator by name");
  const settings = settingsFor(await registry()).filter(({ flag }) => flag !== "coverage");
  for (const setting of settings) command.addOption(optionOf(setting));
  command
    .addOption(many("--callback <KIND=URL>", "where reports (dlr) and inbound messages (mo) go; may be repeated"))
    .addOption(many("--env <NAME=TEMPLATE>", "a further variable, such as SMS_HOST={http}; may be repeated"))
    .option("--as-proxy", "name the emulator as the command's HTTP and HTTPS proxy, and its authority as trusted")
    .option("--service <COMMAND>", "a program that runs beside the command, split at blanks")
    .option("--ready <URL>", "with --service: answers 2xx once the program is ready")
    .option("--timeout <SPAN>", "the command is ended after so much time; default: 10m")
    .option("--settle <SPAN>", "with a manual clock: advanced by so much after the command; default: 0s")
    .option("--export <FILE>", "write the journal of the run there, as JSON Lines")
    .option("--conduct", "judge the client by its requests, and report; exit code 3 if nothing is proven")
    .option("--coverage", "say which rules, steps and entries of the scenario were used")
    .option("--fail-under <PERCENT>", "with --coverage: exit code 1 under so many percent, such as 90%")
    .addOption(
      new Option("--fail-unused <WHAT>", "with --coverage: unused parts that fail; default: none").choices(unusedWords),
    )
    .option("--rules <FILE>", "with --conduct: conduct.yaml with thresholds and levels of your own")
    .option("--json <FILE>", "with --conduct or --coverage: write the whole report as JSON");
  addReportFlags(command).addHelpText(
    "after",
    "\nThe command gets a sandbox of its own, and its addresses and credentials as variables (torpedo env shows them).",
  );
  examples(
    command,
    "torpedo run -- npm test",
    "torpedo run --scenario answer-lost --clock manual --settle 48h -- npm test",
    "torpedo run --conduct --scenario answer-lost --require TC201 -- npm test",
    "torpedo run --env 'SMS_HOST={http}' --callback dlr=http://127.0.0.1:4000/dlr -- npm test",
  );
  action(command, run, async (session, flags, words) => (await import("../run.ts")).runCommand(session, flags, words));
};
