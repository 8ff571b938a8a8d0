// Which messages, calls, callbacks or inbounds are meant, as flags: for the lists, `wait` and `verify`.

import { type Command, Option } from "commander";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted } from "../control/filter-type.ts";
import { defined } from "../control/find.ts";
import type { Kind, Kinds } from "../control/wait-type.ts";
import type { AccountKey } from "../core/account.ts";
import { channels } from "../core/message.ts";
import { type CallbackState, callbackStates } from "../core/ports.ts";
import { isStatus, type Status, statuses } from "../core/status.ts";
import { UsageError } from "../core/usage-error.ts";
import { accountOf, type Flags, isOn, textOf, wholeOf } from "./flags.ts";

const provider = new Option("--provider <ID>", "of one provider");
const account = new Option("--account <KEY>", "of one account: PROVIDER/NAME");
const operation = new Option("--operation <NAME>", "by one of the provider's operations");
const status = (help: string): Option => new Option("--status <STATUS>", help).choices(statuses);

const options: Readonly<Record<Kind, readonly Option[]>> = {
  messages: [
    provider,
    account,
    operation,
    new Option("--channel <NAME>", "that came in this way").choices(channels),
    new Option("--to <NUMBER>", "to a phone, in any written form"),
    new Option("--number <DIGITS>", "to a phone whose number contains these"),
    new Option("--from <TEXT>", "from a sender"),
    new Option("--id <ID>", "with the id that the provider gave"),
    new Option("--client-id <ID>", "with the client's own id"),
    status("in a status"),
    new Option("--text <TEXT>", "whose text contains this"),
    new Option("--code <CODE>", "that were answered with a code"),
    new Option("--search <TEXT>", "with this in text (case and accents aside), number or id"),
  ],
  calls: [
    provider,
    account,
    operation,
    new Option("--channel <NAME>", "that came in this way"),
    new Option("--door <NAME>", "through a listener, by its name in torpedo start"),
    new Option("--code <CODE>", "that were answered with a code"),
    new Option("--decided-by <TEXT>", "decided by this: a part of a rule's title, or nature"),
    new Option("--findings", "about whose request something is to be said"),
    new Option("--request <TEXT>", "whose raw request contains this"),
  ],
  callbacks: [
    provider,
    account,
    new Option("--about <WHAT>", "about a report or an inbound").choices(["report", "inbound"]),
    new Option("--state <STATE>", "in a state").choices(callbackStates),
    status("that tell a status"),
    new Option("--by <WAY>", "that go by this").choices(["http", "smpp"]),
    new Option("--ref <NUMBER>", "about the message or inbound of this number"),
  ],
  inbounds: [
    provider,
    account,
    new Option("--from <NUMBER>", "from a phone, in any written form"),
    new Option("--to <NUMBER>", "to a short code or number"),
    new Option("--text <TEXT>", "whose text contains this"),
    new Option("--fetched", "that a client has fetched"),
    new Option("--answers <NUMBER>", "that answer the message of this number"),
  ],
};

/** Gives a command the filters of a kind. */
export function filters(command: Command, kind: Kind): Command {
  for (const option of options[kind]) command.addOption(option);
  return command;
}

/** Filter that the flags give. @throws UsageError */
export const wanted: { readonly [K in Kind]: (flags: Flags) => Kinds[K]["wanted"] } = {
  messages: (flags): MessageWanted =>
    defined({
      ...common(flags),
      operation: textOf(flags, "operation"),
      channel: channels.find((one) => one === flags["channel"]),
      to: textOf(flags, "to"),
      number: textOf(flags, "number"),
      from: textOf(flags, "from"),
      id: textOf(flags, "id"),
      clientId: textOf(flags, "client-id"),
      status: statusOf(flags),
      text: textOf(flags, "text"),
      code: textOf(flags, "code"),
      search: textOf(flags, "search"),
    }),
  calls: (flags): CallWanted =>
    defined({
      ...common(flags),
      operation: textOf(flags, "operation"),
      channel: textOf(flags, "channel"),
      door: textOf(flags, "door"),
      code: textOf(flags, "code"),
      decidedBy: textOf(flags, "decided-by"),
      findings: isOn(flags, "findings") ? true : undefined,
      request: textOf(flags, "request"),
    }),
  callbacks: (flags): CallbackWanted =>
    defined({
      ...common(flags),
      about: (["report", "inbound"] as const).find((one) => one === flags["about"]),
      state: callbackStates.find((one): one is CallbackState => one === flags["state"]),
      status: statusOf(flags),
      by: (["http", "smpp"] as const).find((one) => one === flags["by"]),
      ref: wholeOf(flags, "ref", 1, 2 ** 33),
    }),
  inbounds: (flags): InboundWanted =>
    defined({
      ...common(flags),
      from: textOf(flags, "from"),
      to: textOf(flags, "to"),
      text: textOf(flags, "text"),
      fetched: isOn(flags, "fetched") ? true : undefined,
      answers: wholeOf(flags, "answers", 1, 2 ** 33),
    }),
};

/** `status=sent,to=11999990001`: filters by the names of their flags, as a step of an order. @throws UsageError */
export function stepFlags(kind: Kind, text: string): Flags {
  const flags: Record<string, unknown> = {};
  // A comma that no name follows belongs to the value.
  for (const part of text.split(/,(?=[a-z-]+=)/)) {
    const at = part.indexOf("=");
    const [name, value] = [part.slice(0, Math.max(at, 0)), part.slice(at + 1)];
    const option = options[kind].find((one) => one.name() === name);
    const names = options[kind].map((one) => one.name()).join(", ");
    const remedy = `write NAME=VALUE, several between commas; names are ${names}`;
    if (option === undefined) {
      throw new UsageError({ where: "--order", problem: "must be a filter", value: part, remedy });
    }
    if (option.argChoices !== undefined && !option.argChoices.includes(value)) {
      const problem = `${name} must be one of ${option.argChoices.join(", ")}`;
      throw new UsageError({ where: "--order", problem, value, remedy: "choose one of them" });
    }
    flags[name] = option.required ? value : true;
  }
  return flags;
}

function common(flags: Flags): { provider: string | undefined; account: AccountKey | undefined } {
  return { provider: textOf(flags, "provider"), account: accountOf(flags) };
}

function statusOf(flags: Flags): Status | undefined {
  const word = textOf(flags, "status");
  return word !== undefined && isStatus(word) ? word : undefined;
}
