// Addresses in requests of ours (receipts, inbound messages, alerts): number, TON and NPI agree (SMPP 3.4 5.2.5, 5.2.6).
// A phone stands in international form, or in the client's own; an address of the client has the TON that it last used.

import { type Account, accountKey } from "../../../core/account.ts";
import { national } from "../../../core/address.ts";
import type { JsonObject } from "../../../core/json.ts";
import type { Message } from "../../../core/message.ts";
import type { Store } from "../../../core/ports.ts";
import type { SmppAddress } from "../../../protocols/smpp/receipt.ts";
import type { SmppDialect } from "./context.ts";

/** International number of the ISDN plan. */
const international = { ton: 1, npi: 1 };
/** Most addresses of clients that one sandbox remembers. */
const maxSources = 1_000;

type PhoneDialect = Pick<SmppDialect, "phoneNumbers">;

/** Remembers the kinds of number in an accepted submission; writes nothing while they stay the same. */
export function rememberAddresses(
  { keyValue }: Store,
  account: Account,
  source: SmppAddress,
  destination: SmppAddress | undefined,
): void {
  const { sandbox } = account;
  const remember = (key: string, value: string): void => {
    const before = keyValue.get(sandbox, key);
    if (before === value) return;
    if (before === null && keyValue.all(sandbox, "phone:smpp-source ").length >= maxSources) return;
    keyValue.set(sandbox, key, value);
  };
  if (source.address !== "") remember(sourceKey(account, source.address), `${source.ton} ${source.npi}`);
  if (destination === undefined) return;
  const country = /^\+?55(?=\d{10,11}$)/.exec(destination.address)?.[0] ?? "";
  remember(phoneKey(account), `${destination.ton} ${destination.npi} ${country}`);
}

/** An address of the client, with the TON and NPI that the client last used for it; else 1 and 1. */
export function clientAddress({ keyValue }: Store, account: Account, address: string): SmppAddress {
  const [ton, npi] = numbers(keyValue.get(account.sandbox, sourceKey(account, address)));
  return ton === undefined || npi === undefined ? { ...international, address } : { ton, npi, address };
}

/** A phone that has written, in the form of `phoneNumbers`. @param normal digits with the country */
export function phoneAddress(store: Store, account: Account, normal: string, dialect: PhoneDialect): SmppAddress {
  const last = dialect.phoneNumbers === "as-sent" ? store.keyValue.get(account.sandbox, phoneKey(account)) : null;
  const [ton, npi] = numbers(last);
  if (last === null || ton === undefined || npi === undefined) return { ...international, address: normal };
  return { ton, npi, address: (last.split(" ")[2] ?? "") + national(normal) };
}

/** The phone of a message: international, or as the client wrote it. */
export function destinationOf(store: Store, account: Account, message: Message, dialect: PhoneDialect): SmppAddress {
  if (message.channel !== "smpp" || dialect.phoneNumbers === "international") {
    return phoneAddress(store, account, message.to, dialect);
  }
  const { fields, toWritten } = message;
  return { ton: Number(fields["dest_ton"] ?? 0), npi: Number(fields["dest_npi"] ?? 0), address: toWritten };
}

/** The source of a message, as the client wrote it. */
export function sourceOf(store: Store, account: Account, { channel, from, fields }: Message): SmppAddress {
  if (channel !== "smpp") return clientAddress(store, account, from);
  const address = String(fields["source"] ?? "");
  return { ton: Number(fields["source_ton"] ?? 0), npi: Number(fields["source_npi"] ?? 0), address };
}

/** Both ends of a message, as the outbox keeps them. */
export function endsOf(store: Store, account: Account, message: Message, dialect: PhoneDialect): JsonObject {
  const source = sourceOf(store, account, message);
  const destination = destinationOf(store, account, message, dialect);
  return {
    sourceTon: source.ton,
    sourceNpi: source.npi,
    source: source.address,
    destTon: destination.ton,
    destNpi: destination.npi,
    dest: destination.address,
  };
}

// A reset clears every key that begins with `phone:`; the end mark keeps one address from being a prefix of another.
function sourceKey(account: Account, address: string): string {
  return `phone:smpp-source ${accountKey(account)} ${address};`;
}

function phoneKey(account: Account): string {
  return `phone:smpp-destination ${accountKey(account)};`;
}

function numbers(value: string | null): readonly number[] {
  return value === null ? [] : value.split(" ").slice(0, 2).map(Number);
}
