import { action, type Define, examples, urlOption } from "../flags.ts";
import { addReportFlags } from "../report-plan.ts";

export const define: Define = (command, run) => {
  command
    .addOption(urlOption())
    .option("--token <TEXT>", "what its control API asks for; default: TORPEDO_TOKEN")
    .option("--sandbox <NAME>", "which sandbox; default: TORPEDO_SANDBOX, else default")
    .option("--all", "every sandbox, each with a folder of its own in --out")
    .option("--from <FILE>", "an export with times in place of an emulator")
    .option("--since <SINCE>", "only the latest so many requests, or those of the latest 10m")
    .option("--config <FILE>", "config file, of which the anchors count; default: TORPEDO_CONFIG")
    .option("--rules <FILE>", "conduct.yaml: thresholds and levels of your own")
    .option("--explain <ID>", "print a rule: threshold, reason, remedy, and how to provoke it")
    .option("--json <FILE>", "write the whole report as JSON");
  addReportFlags(command);
  examples(
    command,
    "torpedo conduct",
    "torpedo conduct --only 'TC2*' --require TC201",
    "torpedo conduct --from journal.jsonl --rules conduct.yaml",
    "torpedo conduct --explain TC201",
  );
  action(command, run, async (session, flags) => (await import("../conduct.ts")).conductCommand(session, flags));
};
