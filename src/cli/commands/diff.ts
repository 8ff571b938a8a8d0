import { action, type Define, examples, urlOption } from "../flags.ts";

export const define: Define = (command, run) => {
  command
    .argument("<A>", "file of torpedo export without --times, or a sandbox where there is no such file")
    .argument("<B>", "the same, to compare with")
    .option("--no-times", "leave out instants, which differ on a clock that runs")
    .addOption(urlOption())
    .option("--token <TEXT>", "what its control API asks for; default: TORPEDO_TOKEN")
    .option("--json", "print one line of JSON with every difference");
  examples(command, "torpedo diff before.jsonl after.jsonl", "torpedo diff --no-times before.jsonl default");
  action(command, run, async (session, flags, [a = "", b = ""]) =>
    (await import("../diff.ts")).diffCommand(session, flags, [a, b]),
  );
};
