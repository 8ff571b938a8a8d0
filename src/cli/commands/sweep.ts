import { settingsFor } from "../../config/settings.ts";
import { action, type Define, examples, many } from "../flags.ts";
import { addReportFlags } from "../report-plan.ts";
import { optionOf } from "./start.ts";

export const define: Define = async (command, run, registry) => {
  command
    .argument("[COMMAND...]", "program and arguments, behind --")
    .option("--url <URL>", "a running emulator; default: one of its own, on free ports, in memory")
    .option("--config <FILE>", "YAML file with settings of the emulator by name");
  const settings = settingsFor(await registry()).filter(({ flag }) => flag !== "provider" && flag !== "coverage");
  for (const setting of settings) command.addOption(optionOf(setting));
  command
    .addOption(many("--callback <KIND=URL>", "where reports (dlr) and inbound messages (mo) go; may be repeated"))
    .addOption(many("--env <NAME=TEMPLATE>", "a further variable, such as SMS_HOST={http}; may be repeated"))
    .option("--as-proxy", "name the emulator as the command's HTTP and HTTPS proxy, and its authority as trusted")
    .option("--service <COMMAND>", "a program that runs beside the commands, split at blanks")
    .option("--ready <URL>", "with --service: answers 2xx once the program is ready")
    .option("--settle <SPAN>", "with a manual clock: advanced by so much after each command; default: 0s")
    .addOption(many("--provider <ID>", "a provider to sweep, or its dialect option ID.NAME=VALUE; may be repeated"))
    .addOption(
      many(
        "--operation <NAME>",
        "an operation to sweep (OPERATION or PROVIDER/OPERATION); default: those that the control run used",
      ),
    )
    .option("--codes <CHOICE>", "edges, classes, all, none, or a list such as 009,900,800-880; default: edges")
    .option(
      "--faults <CHOICE>",
      "default (the usual ones), all, none, or a list such as lose-answer,hang; default: the usual ones",
    )
    .option("--lives <CHOICE>", "later lives of a message: default, all, none, or a list; default: with --callback")
    .option("--quick", "--codes classes --faults lose-answer,hang, for pull requests")
    .option("--at <WHICH>", "request that is struck: first, each, or a number; default: first")
    .option("--jobs <NUMBER>", "runs at the same time; default: 1")
    .option("--repeat <NUMBER>", "runs of each outcome; differing verdicts are flaky; default: 1")
    .option("--timeout <SPAN>", "longest run; default: 60s, or five times the control run")
    .option("--time <SPAN>", "time of the whole sweep; default: 30m")
    .option("--max-runs <NUMBER>", "runs of the whole sweep; default: 200")
    .option("--handling <FILE>", "expectations; default: torpedo.handling.yaml, if there")
    .option("--min-handled <PERCENT>", "exit code 1 if fewer of the reached outcomes are handled, such as 100%")
    .option("--min-reached <AMOUNT>", "exit code 3 if fewer outcomes are reached, such as 40 or 100%; default: 1")
    .option("--rules <FILE>", "conduct.yaml with thresholds and levels of your own")
    .option("--list", "print what would run, and run nothing")
    .option("--json <FILE>", "write the whole report as JSON");
  addReportFlags(command).addHelpText(
    "after",
    "\nThe command runs once with everything well, then once for each outcome, each time with a sandbox of its own.",
  );
  examples(
    command,
    "torpedo sweep --list --operation send",
    "torpedo sweep --operation send --codes 97 --faults none --fail-on never -- npm test",
    "torpedo sweep --quick --fail-on never --junit sweep.xml -- npm test",
  );
  action(command, run, async (session, flags, words) =>
    (await import("../sweep.ts")).sweepCommand(session, flags, words),
  );
};
