import { type Define, does, examples } from "../flags.ts";

export const define: Define = (command, run) => {
  command
    .option("--url <URL>", "its HTTP door; default: TORPEDO_URL, else this machine's")
    .option("--live", "whether its process answers at all, ready or not")
    .option("--json", "print JSON instead of text");
  examples(command, "torpedo health", "torpedo health --live --json");
  does(command, run, async (session, flags) => (await import("../health.ts")).health(session, flags));
};
