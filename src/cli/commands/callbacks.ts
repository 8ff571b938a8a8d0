import type { CallbackView } from "../../api/schema/callback.ts";
import { instant } from "../lists.ts";
import { defineList } from "../show-list.ts";
import { pairs } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const define = defineList(
  "callbacks",
  {
    about: "one callback, with its attempts",
    read: ({ sandbox }, number) => sandbox.callback(number),
    print,
  },
  "torpedo callbacks --state given-up",
  "torpedo callbacks 1",
  "torpedo callbacks --follow",
);

function print(terminal: Terminal, { attempts, ...callback }: CallbackView): void {
  pairs(terminal, {
    callback: String(callback.seq),
    account: callback.account,
    about:
      callback.about === "report"
        ? `message ${callback.ref}, ${callback.status ?? ""}`
        : `inbound message ${callback.ref}`,
    by: callback.by,
    state: callback.state,
    attempts: String(callback.attemptCount),
    "next attempt": callback.state === "waiting" ? instant(callback.at) : undefined,
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
