import type { CallbackView } from "../../api/schema/callback.ts";
import { reportReceivers } from "../../core/report-receivers.ts";
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

/** SMPP sessions that may take a callback. */
function session({ account, data }: Pick<CallbackView, "account" | "data">): string {
  const { receiptsTo = "any" } = data;
  const isSystemId = typeof receiptsTo === "string" && !reportReceivers.some((word) => word === receiptsTo);
  if (isSystemId) return `a session with system_id ${receiptsTo}, which no account had`;
  const which = typeof receiptsTo === "string" && receiptsTo !== "any" ? ` (receiptsTo: ${receiptsTo})` : "";
  return `a session of ${account} that can receive${which}`;
}

function print(terminal: Terminal, { attempts, ...callback }: CallbackView): void {
  pairs(terminal, {
    callback: String(callback.seq),
    account: callback.account,
    about:
      callback.about === "report"
        ? `message ${callback.ref}, ${callback.status ?? "alert_notification"}`
        : `inbound message ${callback.ref}`,
    by: callback.by,
    state: callback.state,
    attempts: String(callback.attemptCount),
    [callback.attemptCount === 0 ? "due" : "next attempt"]:
      callback.state === "waiting" ? instant(callback.at) : undefined,
    "waits for": callback.state === "waiting" && callback.by === "smpp" ? session(callback) : undefined,
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
