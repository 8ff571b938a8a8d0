import { type Command, Option } from "commander";
import { UsageError } from "../../core/usage-error.ts";
import type { Provider } from "../../providers/provider.ts";
import type { HttpSample, Sample, SmppSample } from "../../providers/sample.ts";
import {
  action,
  assignments,
  connectsTo,
  type Define,
  examples,
  type Flags,
  isOn,
  many,
  needed,
  type Run,
  sub,
} from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText, printable, printableLines } from "../printable.ts";
import type { SendResult } from "../send-http.ts";
import type { Terminal } from "../terminal.ts";
import { accountFor, type Connected, withEmulator } from "../with-emulator.ts";

export const define: Define = async (command, run, registry) => {
  for (const provider of await registry()) {
    for (const sample of provider.samples) {
      if (sample.by === "http") defineHttp(command, run, provider, sample);
      else defineSmpp(command, run, provider, sample);
    }
  }
};

function addressed(command: Command, { title }: Provider, { name, summary }: Sample): Command {
  // `--token` would be taken for the provider's own.
  const refused = new Option("--token <TEXT>").hideHelp();
  return connectsTo(sub(command, name, `${title}'s ${summary}`), "control-token")
    .addOption(refused)
    .option("--to <NUMBER>", "the phone, in any written form")
    .option("--text <TEXT>", "what it says")
    .option("--account <KEY>", "whose credentials are used; default: the first of the provider")
    .addOption(many("--field <NAME=VALUE>", "a field of the request by the provider's own name; may be repeated"));
}

/** The flags of a `send` command as those of a command that talks to an emulator. @throws UsageError */
function talking({ "control-token": token, ...flags }: Flags): Flags {
  if (flags["token"] !== undefined) {
    const remedy = "give the provider's by --field token=VALUE, the control API's by --control-token or TORPEDO_TOKEN";
    throw new UsageError({ where: "--token", problem: "may mean two things here", remedy });
  }
  return token === undefined ? flags : { ...flags, token };
}

function defineHttp(command: Command, run: Run, provider: Provider, sample: HttpSample): void {
  const { name, field } = sample;
  const sampleCommand = addressed(command, provider, sample);
  examples(
    sampleCommand,
    `torpedo send ${name} --to 11999990001 --text Oi`,
    `torpedo send ${name} --to 11999990001 --text Oi --field ${field} --json`,
  );
  action(sampleCommand, run, ({ terminal }, given) => {
    const flags = talking(given);
    const sms = { to: needed(flags, "to", "--to 11999990001"), text: needed(flags, "text", "--text Oi") };
    const fields = Object.fromEntries(assignments(flags, "field"));
    return withEmulator(flags, async (emulator) => {
      const account = await accountFor(provider.id, emulator, flags);
      const { sendHttp } = await import("../send-http.ts");
      const url = urlOf(provider, sample, emulator);
      const result = await sendHttp(provider, sample, { url, account, sms, fields }).catch(unanswered);
      return print(terminal, isOn(flags, "json"), { sample: name, ...result });
    });
  });
}

/** The listener that serves the sample; the main one where it does, since it is the one that was reached. */
function urlOf({ listener }: Provider, { ownListener }: HttpSample, { url, emulator }: Connected): string {
  const addresses: Readonly<Record<string, string>> = emulator.urls;
  return ownListener === "only" && listener !== undefined ? (addresses[listener.name] ?? url) : url;
}

function unanswered(error: unknown): SendResult {
  if (error instanceof UsageError) throw error;
  const why = error instanceof Error ? error.message : String(error);
  return { accepted: false, code: "", meaning: `not answered (${why})`, answer: "" };
}

function defineSmpp(command: Command, run: Run, provider: Provider, sample: SmppSample): void {
  const smpp = addressed(command, provider, sample)
    .option("--tls", "the listener speaks TLS; its certificate is not checked")
    .option("--system-id <TEXT>", "system_id of the bind; default: the account's")
    .option("--password <TEXT>", "its password; default: the account's");
  const { system_id: id = "", password = "" } = sample.credentials(provider.defaultAccount);
  examples(
    smpp,
    `torpedo send ${sample.name} --to 5511999990001 --text Oi`,
    `torpedo send ${sample.name} --to 5511999990001 --text Oi --field ${sample.field} --field registered_delivery=0 --json`,
    `torpedo send ${sample.name} --url 127.0.0.1:9500 --system-id ${id} --password ${password} --to 5511999990001 --text Oi`,
  );
  action(smpp, run, async (session, flags) => {
    const { sendSmpp } = await import("../send-smpp.ts");
    return sendSmpp(provider, sample, session, talking(flags));
  });
}

function print(terminal: Terminal, json: boolean, result: SendResult & { readonly sample: string }): number {
  const { accepted, code, meaning, answer } = result;
  if (json) terminal.out(`${jsonText(result)}\n`);
  else if (answer !== "") terminal.out(`${printableLines(answer)}\n`);
  if (!accepted) {
    const codeAndMeaning = [code, meaning].filter((part) => part !== "").join(" ");
    terminal.err(`torpedo: refused${codeAndMeaning === "" ? "" : `: ${printable(codeAndMeaning)}`}.\n`);
  }
  return accepted ? exit.done : exit.failed;
}
