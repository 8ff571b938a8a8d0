import { defined } from "../../control/find.ts";
import { accountOf, type Define, does, examples, isOn, needed, talks, textOf } from "../flags.ts";
import { exit } from "../host.ts";
import { lists } from "../lists.ts";
import { far } from "../remote.ts";
import { printer } from "../show-list.ts";

export const define: Define = (command, run) => {
  talks(command)
    .option("--from <NUMBER>", "the phone, in any written form")
    .option("--text <TEXT>", "what it says")
    .option(
      "--to <NUMBER>",
      "the number it writes to; default: the account's own, or where the answered message came from",
    )
    .option("--provider <ID>", "for an account of this provider")
    .option("--account <KEY>", "for this account: PROVIDER/NAME")
    .option(
      "--answers <ID>",
      "protocol id of the message it answers, or none; default: the last one sent to that phone",
    );
  examples(
    command,
    "torpedo inbound --from 11999990001 --text SIM",
    "torpedo inbound --from 11999990001 --text Oi --answers none",
  );
  does(command, run, (session, flags) => {
    const answers = textOf(flags, "answers");
    const phone = {
      from: needed(flags, "from", "--from 11999990001"),
      text: needed(flags, "text", "--text SIM"),
      ...defined({
        to: textOf(flags, "to"),
        provider: textOf(flags, "provider"),
        account: accountOf(flags),
        answers: answers === "none" ? null : answers,
      }),
    };
    return far(flags, async ({ desk }) => {
      printer(lists.inbounds, session.terminal, isOn(flags, "json"))([await desk.sendInbound(phone)]);
      return exit.done;
    });
  });
};
