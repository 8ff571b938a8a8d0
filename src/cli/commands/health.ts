import { action, type Define, examples, urlOption } from "../flags.ts";

export const define: Define = (command, run) => {
  command
    .addOption(urlOption())
    .option("--live", "whether its process answers at all, ready or not")
    .option("--wait <SPAN>", "asks until it is, for at most so long: 30s")
    .option("--json", "print JSON instead of text");
  examples(command, "torpedo health", "torpedo health --wait 30s", "torpedo health --live --json");
  action(command, run, async (session, flags) => (await import("../health.ts")).health(session, flags));
};
