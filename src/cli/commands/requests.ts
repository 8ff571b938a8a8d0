import type { DecodedField, RawView, RequestView } from "../../api/schema/request.ts";
import { counted } from "../../core/counted.ts";
import type { Language } from "../../core/sentences.ts";
import { wordsIn } from "../language.ts";
import { instant } from "../lists.ts";
import { printableLines } from "../printable.ts";
import { defineList } from "../show-list.ts";
import { pairs } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const define = defineList(
  "requests",
  {
    about: "one request, with its response",
    read: ({ sandbox }, number) => sandbox.request(number),
    print,
  },
  "torpedo requests",
  "torpedo requests --code 97",
  "torpedo requests --findings",
  "torpedo requests 1",
  "torpedo requests 1 --lang pt",
  "torpedo requests --follow --json",
);

function print(terminal: Terminal, request: RequestView, language: Language): void {
  pairs(terminal, {
    request: String(request.seq),
    at: instant(request.at),
    listener: `${request.listener} (${request.channel}), from ${request.remote}`,
    operation: `${request.provider} ${request.operation}`,
    account: request.account,
    code: request.code,
    "decided by": wordsIn(request.decision, language) ?? request.decidedBy,
    rules: wordsIn(request.rules, language),
    "near miss": wordsIn(request.nearMiss, language),
    fault: request.fault,
    sent: request.sent === undefined ? undefined : sentWords(request.sent),
    ms: request.ms === undefined ? undefined : String(request.ms),
    messages: request.messages.join(", "),
  });
  for (const { text, portuguese, source } of request.findings)
    pairs(terminal, { finding: `${language === "pt" ? portuguese : text} (${source})` });
  part(terminal, "Request", request.request, request.pdus?.request);
  if (request.response === null) terminal.out("\nThe request was not answered.\n");
  else part(terminal, "Response", request.response, request.pdus?.response);
  if (request.decided !== undefined) part(terminal, "Response that the provider decided", request.decided, undefined);
}

function sentWords({ octets, of: whole, then }: NonNullable<RequestView["sent"]>): string {
  const part = octets === whole ? counted(octets, "byte") : `${octets} of ${counted(whole, "byte")}`;
  return then === undefined ? part : `${part}, then ${then}`;
}

/** Octets of a PDU say little to a person: its fields are shown. */
function part(terminal: Terminal, title: string, raw: RawView, fields: readonly DecodedField[] | undefined): void {
  terminal.out(`\n${title}:\n`);
  if (fields === undefined) terminal.out(`${printableLines(raw.text).trimEnd()}\n`);
  else pairs(terminal, Object.fromEntries(fields.map(({ name, value }) => [`  ${name}`, String(value)])));
}
