import { Argument } from "commander";
import { isStatus, statuses } from "../../core/status.ts";
import { UsageError } from "../../core/usage-error.ts";
import { type Define, does, examples, isOn, placeIn, talks, textOf } from "../flags.ts";
import { exit } from "../host.ts";
import { lists } from "../lists.ts";
import { far } from "../remote.ts";
import { printer } from "../show-list.ts";

export const define: Define = (command, run) => {
  talks(
    command
      .argument("<NUMBER>", "which message")
      .addArgument(new Argument("<STATUS>", "its status from now on").choices(statuses)),
  ).option("--word <WORD>", "a voice call's end in the provider's own word");
  examples(command, "torpedo report 3 sent", "torpedo report 3 undelivered --json");
  does(command, run, (session, flags, words) => {
    const [, status = ""] = words;
    const number = placeIn(words);
    if (number === undefined || !isStatus(status)) throw new UsageError("report: give a number and a status.");
    return far(flags, async ({ desk }) => {
      const message = await desk.report(number, status, textOf(flags, "word"));
      printer(lists.messages, session.terminal, isOn(flags, "json"))([message]);
      return exit.done;
    });
  });
};
