import { Option } from "commander";
import { type Setting, settings } from "../../config/settings.ts";
import { type Define, does, examples, many } from "../flags.ts";

export const define: Define = (command, run) => {
  command.option("--config <FILE>", "YAML file with any of these settings by name (httpPort: 8080)");
  for (const setting of settings) command.addOption(optionOf(setting));
  command
    .option("--json", "print one line of JSON with the addresses instead of text")
    .addHelpText(
      "after",
      "\nEvery flag is also a variable (TORPEDO_HTTP_PORT) and a key of the config file (httpPort).",
    );
  examples(
    command,
    "torpedo start",
    "torpedo start --http-port 0 --mensagem-port 0 --smpp-port 0 --data :memory: --json",
    "torpedo start --clock manual --scenario story.yaml --accounts accounts.yaml",
  );
  does(command, run, async (session, flags) => (await import("../start.ts")).start(session, flags));
};

function optionOf(setting: Setting): Option {
  const [flags, help] = [`--${setting.flag} <${setting.value}>`, `${setting.help}; default: ${setting.otherwise}`];
  return setting.many ? many(flags, help) : new Option(flags, help);
}
