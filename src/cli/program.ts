// The commands and their flags. Each command's work is imported only when it is called: start-up is measured.

import { Command, CommanderError, Option } from "commander";
import { packageVersion } from "../config/package-version.ts";
import { type Setting, settings } from "../config/settings.ts";
import { explain } from "./explain.ts";
import { exit, type Host } from "./host.ts";

/** Runs what the arguments ask for and resolves to the exit code. Mistakes are one sentence on stderr. */
export async function runProgram(args: readonly string[], host: Host): Promise<number> {
  const outcome = { code: exit.done as number };
  const program = createProgram(async (work) => {
    outcome.code = await work(host);
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return outcome.code;
  } catch (error) {
    if (error instanceof CommanderError) return commanderExit(error);
    const { sentence, code } = explain(error);
    process.stderr.write(`torpedo: ${sentence}\n`);
    return code;
  }
}

type Run = (work: (host: Host) => Promise<number>) => Promise<void>;

/** The commands; `run` is called with the work of the one that was named. */
export function createProgram(run: Run): Command {
  const program = new Command("torpedo")
    .description("An emulator of three Brazilian SMS providers: MobilePronto, Mensagem and Sophia")
    .version(packageVersion(), "-V, --version")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });

  const start = program
    .command("start")
    .description("Listen on every door until stopped")
    .option("--config <FILE>", "YAML file with any of these settings by name (httpPort: 8080)");
  for (const setting of settings) start.addOption(optionOf(setting));
  start
    .option("--json", "print one line of JSON with the addresses instead of text")
    .addHelpText(
      "after",
      "\nEvery flag is also a variable (TORPEDO_HTTP_PORT) and a key of the config file (httpPort).",
    )
    .action(async () => {
      await run(async (host) => (await import("./start.ts")).start(flagsOf(start), host));
    });

  const health = program
    .command("health")
    .description("Exit 0 when an emulator answers that it is ready, 1 when not")
    .option("--url <URL>", "its HTTP door; default: this machine, TORPEDO_HTTP_PORT or 8080")
    .action(async () => {
      await run(async () => (await import("./health.ts")).health(flagsOf(health)));
    });

  const send = program.command("send").description("Send one SMS as a client would");
  const smpp = send
    .command("smpp")
    .description("Bind as a transmitter, submit one SMS, unbind; prints the message_id")
    .option("--url <HOST:PORT>", "the SMPP door", "127.0.0.1:9500")
    .option("--tls", "the door speaks TLS; its certificate is not checked")
    .option("--system-id <TEXT>", "Mensagem's integration user", "126b114c")
    .option("--password <TEXT>", "its SMPP password", "torpedo")
    .option("--to <NUMBER>", "the phone, country first")
    .option("--text <TEXT>", "what it says")
    .addHelpText("after", "\nExample: torpedo send smpp --to 5511999990001 --text Oi")
    .action(async () => {
      await run(async () => (await import("./send-smpp.ts")).sendSmpp(flagsOf(smpp)));
    });

  addScenarioCommands(program, run);
  return program;
}

function addScenarioCommands(program: Command, run: Run): void {
  const check = program
    .command("check <FILE...>")
    .description("Check scenario files, or shipped stories by name; exit 1 when one is not right")
    .option("--json", "print one line of JSON with every finding")
    .addHelpText("after", "\nExample: torpedo check story.yaml credit-runs-out")
    .action(async (files: string[]) => {
      const json = flagsOf(check)["json"] === true;
      await run(async () => (await import("./scenario-files.ts")).checkFiles(files, json));
    });
  program
    .command("explain <FILE>")
    .description("Tell a scenario file, or a shipped story, in plain English")
    .addHelpText("after", "\nExample: torpedo explain bad-day")
    .action(async (file: string) => {
      await run(async () => (await import("./scenario-files.ts")).explainFile(file));
    });
  program
    .command("schema")
    .description("Print the JSON Schema of scenario files, for editors")
    .addHelpText("after", "\nExample: torpedo schema > scenario.schema.json")
    .action(async () => {
      await run(async () => (await import("./scenario-files.ts")).printSchema());
    });
}

function optionOf(setting: Setting): Option {
  const option = new Option(`--${setting.flag} <${setting.value}>`, `${setting.help}; default: ${setting.otherwise}`);
  if (setting.many) option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  return option;
}

/** What was given, by flag name without dashes. */
function flagsOf(command: Command): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    if (value !== undefined) given[option.name()] = value;
  }
  return given;
}

function commanderExit(error: CommanderError): number {
  if (error.exitCode === 0) return exit.done;
  if (error.code === "commander.help") {
    process.stderr.write("torpedo: say what to do, for example torpedo start; torpedo --help lists the commands.\n");
    return exit.usage;
  }
  const [problem = "", hint = ""] = error.message
    .replace(/^error: /, "")
    .replace(/\.$/, "")
    .split("\n");
  const remedy = hint === "" ? "torpedo --help shows what there is" : hint.replace(/^\(|\?\)$/g, "").toLowerCase();
  process.stderr.write(`torpedo: ${problem}; ${remedy}.\n`);
  return exit.usage;
}
