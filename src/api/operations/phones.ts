import * as z from "zod";
import type { PhoneFilter, PhoneSeen } from "../../core/filters.ts";
import { placeOf } from "../../core/ports.ts";
import { digitsOf } from "../../core/search.ts";
import type { Api } from "../api.ts";
import { turns } from "../find.ts";
import type { Search } from "../list-search.ts";
import type { DeepReadonly } from "../operation.ts";
import { limit, strict } from "../schema/common.ts";
import { type PhoneView, phones } from "../schema/message.ts";
import { inboundSearch, messageSearch } from "../search.ts";
import { value } from "./entries.ts";

const digits = z.string().min(1).max(40);

export const phoneOperations = {
  phones: value("GET /sandboxes/{sandbox}/phones", {
    summary: "Lists the phones that messages went to or came from, and counts them",
    input: strict({
      number: digits.exactOptional().meta({ description: "Whose number contains these digits" }),
      after: z
        .string()
        .regex(/^-?\d{1,16}\.(?:in|out)\.\d{1,10}$/)
        .exactOptional()
        .meta({ description: "Only phones behind the one with this `cursor`" }),
      limit,
    }),
    output: phones,
    async run(api, { sandbox, number, after, limit: size }) {
      api.sandbox(sandbox);
      const all = await phonesOf(api, sandbox, number);
      const behind = after === undefined ? all : all.filter((phone) => newestFirst(placeAt(after), placeIn(phone)) < 0);
      return { count: all.length, phones: behind.slice(0, size).map((phone) => phoneView(api, phone)) };
    },
  }),
};

interface Seen extends PhoneSeen {
  readonly isInbound: boolean;
}

/** Place of a phone in the list. A place stays valid after the phone has moved or its message was removed. */
type Place = Omit<Seen, "number">;

/** Compares two places; of one time, inbound messages come first. */
function newestFirst(a: Place, b: Place): number {
  return b.at - a.at || Number(b.isInbound) - Number(a.isInbound) || b.seq - a.seq;
}

function placeIn({ seq, ...seen }: Seen): Place {
  return { ...seen, seq: placeOf(seq) };
}

function placeAt(cursor: string): Place {
  const [at, kind, seq] = cursor.split(".");
  return { at: Number(at), isInbound: kind === "in", seq: Number(seq) };
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
  const seen = [
    ...senders.map((sender) => ({ ...sender, isInbound: true })),
    ...recipients.map((recipient) => ({ ...recipient, isInbound: false })),
  ];
  const phones = new Map<string, Seen>();
  for (const phone of seen.sort(newestFirst)) if (!phones.has(phone.number)) phones.set(phone.number, phone);
  return [...phones.values()];
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
    for (const phone of read({ after, before })) if (!seen.has(phone.number)) seen.set(phone.number, phone);
    return { done: false };
  });
  for await (const _ of walk);
  return [...seen.values()];
}

function phoneView({ store: { ledger } }: Api, { number, seq, at, isInbound }: Seen): DeepReadonly<PhoneView> {
  const latest = isInbound ? ledger.getInbound(seq) : ledger.get(seq);
  const cursor = `${at}.${isInbound ? "in" : "out"}.${placeOf(seq)}`;
  return { number, at, text: latest?.text ?? "", isInbound, cursor };
}
