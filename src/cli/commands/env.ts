import { Option } from "commander";
import { action, connectsTo, type Define, examples } from "../flags.ts";
import { shells } from "../shell-variables.ts";

export const define: Define = (command, run) => {
  connectsTo(command)
    .addOption(
      new Option("--shell <SHELL>", "how to write them; default: sh").choices([...Object.keys(shells), "json"]),
    )
    .option("--unset", "take the variables back")
    .addHelpText("after", "\n--shell github appends to the file that GITHUB_ENV names.");
  examples(command, 'eval "$(torpedo env)"', "torpedo env --shell dotenv --sandbox default", "torpedo env --json");
  action(command, run, async (session, flags) => (await import("../env.ts")).printEnvironment(session, flags));
};
