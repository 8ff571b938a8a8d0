import type { Command } from "commander";
import { UsageError } from "../../core/usage-error.ts";
import { assignments, type Define, does, examples, isOn, many, needed, type Run, sub, talks } from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText, printable, printableLines } from "../printable.ts";
import { accountFor, far } from "../remote.ts";
import type { HttpDoor, Verdict } from "../send-http.ts";
import type { Terminal } from "../terminal.ts";

/** With an account's provider, a field of its own for an example, and what help says. */
const httpDoors: Readonly<Record<HttpDoor, readonly [provider: string, field: string, summary: string]>> = {
  mobilepronto: ["mobilepronto", "Aux_User=LOJA", "MobilePronto's MPG_Send_SMS (SOAP)"],
  mensagem: ["mensagem", "f=1", "Mensagem's SEND (HTTP)"],
  wbsapi: ["mensagem", "IdExterno=77", "Mensagem's web service, sendUnique (SOAP)"],
  sophia: ["sophia", "id=77", "Sophia's unitario.php (HTTP)"],
};

export const define: Define = (command, run) => {
  for (const door of ["mobilepronto", "mensagem", "wbsapi", "sophia"] as const) defineHttp(command, run, door);
  const smpp = addressed(talks(sub(command, "smpp", "Mensagem's SMPP: bind, submit_sm, unbind")))
    .option("--tls", "the door speaks TLS; its certificate is not checked")
    .option("--system-id <TEXT>", "Mensagem's integration user; default: the account's")
    .option("--password <TEXT>", "its SMPP password; default: the account's");
  examples(
    smpp,
    "torpedo send smpp --to 5511999990001 --text Oi",
    "torpedo send smpp --to 5511999990001 --text Oi --field source_addr=28149 --field registered_delivery=0 --json",
    "torpedo send smpp --url 127.0.0.1:9500 --system-id 126b114c --password torpedo --to 5511999990001 --text Oi",
  );
  does(smpp, run, async (session, flags) => (await import("../send-smpp.ts")).sendSmpp(session, flags));
};

function addressed(command: Command): Command {
  return command
    .option("--to <NUMBER>", "the phone, in any written form")
    .option("--text <TEXT>", "what it says")
    .option("--account <KEY>", "whose credentials are used; default: the first of the provider")
    .addOption(many("--field <NAME=VALUE>", "a field of the request by the provider's own name; may be repeated"));
}

function defineHttp(command: Command, run: Run, door: HttpDoor): void {
  const [provider, field, summary] = httpDoors[door];
  const one = addressed(talks(sub(command, door, summary)));
  examples(
    one,
    `torpedo send ${door} --to 11999990001 --text Oi`,
    `torpedo send ${door} --to 11999990001 --text Oi --field ${field} --json`,
  );
  does(one, run, ({ terminal }, flags) => {
    const sms = {
      to: needed(flags, "to", "--to 11999990001"),
      text: needed(flags, "text", "--text Oi"),
      fields: Object.fromEntries(assignments(flags, "field")),
    };
    return far(flags, async (emulator) => {
      const account = await accountFor(provider, emulator, flags);
      const { sendHttp } = await import("../send-http.ts");
      const verdict = await sendHttp(door, emulator.url, account, sms).catch((error: unknown): Verdict => {
        if (error instanceof UsageError) throw error;
        const why = error instanceof Error ? error.message : String(error);
        return { accepted: false, code: "", meaning: `not answered (${why})`, answer: "" };
      });
      return tell(terminal, isOn(flags, "json"), { door, ...verdict });
    });
  });
}

function tell(terminal: Terminal, json: boolean, verdict: Verdict & { readonly door: string }): number {
  const { accepted, code, meaning, answer } = verdict;
  if (json) terminal.out(`${jsonText(verdict)}\n`);
  else if (answer !== "") terminal.out(`${printableLines(answer)}\n`);
  if (!accepted) {
    const said = [code, meaning].filter((part) => part !== "").join(" ");
    terminal.err(`torpedo: refused${said === "" ? "" : `: ${printable(said)}`}.\n`);
  }
  return accepted ? exit.done : exit.failed;
}
