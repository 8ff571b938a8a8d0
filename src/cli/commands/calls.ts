import type { CallView, PduField, RawView } from "../../control/desk-type.ts";
import { filters } from "../filters.ts";
import { type Define, does, examples, isOn, placeIn } from "../flags.ts";
import { exit } from "../host.ts";
import { instant } from "../lists.ts";
import { jsonText, printableLines } from "../printable.ts";
import { far } from "../remote.ts";
import { listing, showList } from "../show-list.ts";
import { pairs } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const define: Define = (command, run) => {
  filters(listing(command.argument("[NUMBER]", "one call, with its request and answer"), "calls"), "calls");
  examples(
    command,
    "torpedo calls",
    "torpedo calls --code 97",
    "torpedo calls --findings",
    "torpedo calls 1",
    "torpedo calls --follow --json",
  );
  does(command, run, (session, flags, words) => {
    const number = placeIn(words);
    if (number === undefined) return showList("calls", session, flags);
    return far(flags, async ({ desk }) => {
      const call = await desk.request(number);
      if (isOn(flags, "json")) session.terminal.out(`${jsonText(call)}\n`);
      else tell(session.terminal, call);
      return exit.done;
    });
  });
};

function tell(terminal: Terminal, call: CallView): void {
  pairs(terminal, {
    call: String(call.seq),
    at: instant(call.at),
    door: `${call.door} (${call.channel}), from ${call.remote}`,
    operation: `${call.provider} ${call.operation}`,
    account: call.account,
    code: call.code,
    "decided by": call.decidedBy,
    "near miss": call.nearMiss,
    fault: call.fault,
    messages: call.messages.join(", "),
  });
  for (const { text, source } of call.findings) pairs(terminal, { finding: `${text} (${source})` });
  part(terminal, "Request", call.request, call.pdus?.request);
  if (call.answer === null) terminal.out("\nIt was not answered.\n");
  else part(terminal, "Answer", call.answer, call.pdus?.answer);
}

/** Octets of a PDU say little to a person: its fields are shown. */
function part(terminal: Terminal, title: string, raw: RawView, fields: readonly PduField[] | undefined): void {
  terminal.out(`\n${title}:\n`);
  if (fields === undefined) terminal.out(`${printableLines(raw.text).trimEnd()}\n`);
  else pairs(terminal, Object.fromEntries(fields.map(({ name, value }) => [`  ${name}`, String(value)])));
}
