import type { Option } from "commander";
import { type Setting, settingsFor } from "../../config/settings.ts";
import { action, CompletedOption, type Define, examples, isOn, many } from "../flags.ts";

export const define: Define = async (command, run, registry) => {
  const providers = await registry();
  command.option("--config <FILE>", "YAML file with any of these settings by name (httpPort: 8080)");
  for (const setting of settingsFor(providers)) command.addOption(optionOf(setting));
  command
    .option("--json", "print one line of JSON with the addresses instead of text")
    .option("--demo", "send ten messages, a refused one and a reply, for a first look at the inbox")
    .option("--detach", "leave it running, with its log in .torpedo/; torpedo stop ends it")
    .addHelpText(
      "after",
      "\nEvery flag is also a variable (TORPEDO_HTTP_PORT) and a key of the config file (httpPort).",
    );
  const listeners = providers.flatMap(({ listener }) => listener?.name ?? []);
  examples(
    command,
    "torpedo start",
    "torpedo start --demo",
    `torpedo start ${["http", ...listeners, "smpp"].map((name) => `--${name}-port 0`).join(" ")} --data :memory: --json`,
    "torpedo start --clock manual --scenario mine.yaml --accounts accounts.yaml",
  );
  action(command, run, async (session, flags) => {
    if (!isOn(flags, "detach")) return (await import("../start.ts")).start(session, flags);
    const args = session.args.filter((word) => word !== "--detach");
    return (await import("../detached.ts")).startDetached(args, session.terminal);
  });
};

/** The flag of a setting. */
export function optionOf(setting: Setting): Option {
  const [flags, help] = [`--${setting.flag} <${setting.value}>`, `${setting.help}; default: ${setting.otherwise}`];
  return setting.many ? many(flags, help, setting.words) : new CompletedOption(flags, help, setting.words ?? []);
}
