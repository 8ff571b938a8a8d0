import type { CallbackView } from "../../control/desk-type.ts";
import { UsageError } from "../../core/usage-error.ts";
import { filters } from "../filters.ts";
import { type Define, does, examples, isOn, placeIn } from "../flags.ts";
import { exit } from "../host.ts";
import { instant } from "../lists.ts";
import { jsonText } from "../printable.ts";
import { far } from "../remote.ts";
import { listing, showList } from "../show-list.ts";
import { pairs } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const define: Define = (command, run) => {
  filters(listing(command.argument("[NUMBER]", "one callback, with its attempts"), "callbacks"), "callbacks").option(
    "--repeat",
    "with a NUMBER: sends it once more, now",
  );
  examples(
    command,
    "torpedo callbacks --state given-up",
    "torpedo callbacks 1",
    "torpedo callbacks 1 --repeat",
    "torpedo callbacks --follow",
  );
  does(command, run, (session, flags, words) => {
    const number = placeIn(words);
    const repeat = isOn(flags, "repeat");
    if (number === undefined) {
      if (!repeat) return showList("callbacks", session, flags);
      const remedy = "give its number: torpedo callbacks 7 --repeat";
      throw new UsageError({ where: "--repeat", problem: "is for one callback", remedy });
    }
    return far(flags, async ({ desk }) => {
      const callback = repeat ? await desk.repeat(number) : await desk.callback(number);
      if (isOn(flags, "json")) session.terminal.out(`${jsonText(callback)}\n`);
      else tell(session.terminal, callback);
      return exit.done;
    });
  });
};

function tell(terminal: Terminal, { attempts, ...callback }: CallbackView): void {
  pairs(terminal, {
    callback: String(callback.seq),
    account: callback.account,
    about:
      callback.about === "report" ? `message ${callback.ref}, ${callback.status ?? ""}` : `inbound ${callback.ref}`,
    by: callback.by,
    state: callback.state,
    tries: String(callback.tries),
    "next try": callback.state === "waiting" ? instant(callback.at) : undefined,
  });
  for (const { number, at, address, request, status, answer, durationMs, error } of attempts) {
    terminal.out(`\nAttempt ${number}:\n`);
    pairs(terminal, {
      "  at": instant(at),
      "  address": address,
      "  request": request,
      "  answered": status === null ? undefined : `${status} ${answer}`,
      "  error": error,
      "  took": `${durationMs} ms`,
    });
  }
}
