import * as z from "zod";
import type { PhoneFilter } from "../../core/filters.ts";
import type { PhoneSeen } from "../../core/ports.ts";
import { digitsOf } from "../../core/search.ts";
import type { Api } from "../api.ts";
import { turns } from "../find.ts";
import type { Shown } from "../operation.ts";
import { limit, strict } from "../schema/common.ts";
import { type PhoneView, phones } from "../schema/message.ts";
import { inboundSearch, messageSearch, type Search } from "../search.ts";
import { value } from "./entries.ts";

const digits = z.string().min(1).max(40);

export const phoneOperations = {
  phones: value("GET /sandboxes/{sandbox}/phones", {
    summary: "Lists the phones that messages went to or came from, and counts them",
    input: strict({
      number: digits.exactOptional().meta({ description: "Whose number contains these digits" }),
      after: digits.exactOptional().meta({ description: "Only phones after this one in the order" }),
      limit,
    }),
    output: phones,
    async run(api, { sandbox, number, after, limit: size }) {
      api.sandbox(sandbox);
      const all = await phonesOf(api, sandbox, number);
      const from = after === undefined ? 0 : all.findIndex((one) => one.number === after) + 1;
      return { count: all.length, phones: all.slice(from, from + size).map((one) => phoneView(api, one)) };
    },
  }),
};

interface Seen extends PhoneSeen {
  readonly isInbound: boolean;
}

/** Phones by their latest message, newest first. */
async function phonesOf(api: Api, sandbox: string, number: string | undefined): Promise<readonly Seen[]> {
  const { ledger } = api.store;
  const filter = number === undefined ? {} : { number: digitsOf(number) };
  const recipients = await seenIn(api, sandbox, await messageSearch(api, sandbox, {}), (part) =>
    ledger.recipients(sandbox, { ...filter, ...part }),
  );
  const senders = await seenIn(api, sandbox, await inboundSearch(api, sandbox, {}), (part) =>
    ledger.senders(sandbox, { ...filter, ...part }),
  );
  const found = new Map<string, Seen>();
  const add = (one: PhoneSeen, isInbound: boolean): void => {
    if (!found.has(one.number)) found.set(one.number, { ...one, isInbound });
  };
  let next = 0;
  for (const recipient of recipients) {
    for (let sender = senders[next]; sender !== undefined && sender.at >= recipient.at; sender = senders[++next])
      add(sender, true);
    add(recipient, false);
  }
  for (const sender of senders.slice(next)) add(sender, true);
  return [...found.values()];
}

/** Numbers of a list, each where it is seen first from the newest end. */
async function seenIn(
  api: Api,
  sandbox: string,
  search: Pick<Search<PhoneSeen>, "edge" | "indexed">,
  read: (part: PhoneFilter) => readonly PhoneSeen[],
): Promise<readonly PhoneSeen[]> {
  const seen = new Map<string, PhoneSeen>();
  const walk = turns(api, sandbox, search, { newestFirst: true }, ({ after, before }) => {
    for (const one of read({ after, before })) if (!seen.has(one.number)) seen.set(one.number, one);
    return { done: false };
  });
  for await (const _ of walk);
  return [...seen.values()];
}

function phoneView({ store: { ledger } }: Api, { number, seq, at, isInbound }: Seen): Shown<PhoneView> {
  const latest = isInbound ? ledger.getInbound(seq) : ledger.get(seq);
  return { number, at, text: latest?.text ?? "", isInbound };
}
