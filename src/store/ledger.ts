// Messages and inbounds. What is searched has a column of its own, the rest of a message is one JSON value.

import type { Inbound, Message } from "../core/message.ts";
import { placeInId } from "../core/message-id.ts";
import type { InboundFilter, Ledger, MessageFilter } from "../core/ports.ts";
import { placeOf } from "../core/ports.ts";
import { folded, soughtBy } from "../core/search.ts";
import type { Db } from "./database.ts";
import { inRange, type Query, run } from "./filter.ts";
import type { Places } from "./places.ts";
import type { Transaction } from "./transaction.ts";

interface MessageRow {
  readonly seq: number;
  readonly provider: string;
  readonly id: string;
  readonly account: string;
  readonly client_id: string | null;
  readonly channel: Message["channel"];
  readonly recipient: string;
  readonly status: Message["status"];
  readonly text: string;
  readonly data: string;
}
type Column = "seq" | "sandbox" | "provider" | "id" | "account" | "clientId" | "channel" | "to" | "status" | "text";
type LeftOut = "statusAt" | "life" | "replies" | "debits" | "fields";
type Optional = "word" | "scheduledFor" | "expiresAt" | "priority" | "sentAt" | "finalAt" | "callbacks";
type MessageData = Omit<Message, Column | LeftOut | Optional> & {
  readonly [K in LeftOut | Optional]: Message[K] | undefined;
};
/** The same read back: JSON has no undefined. */
type StoredData = Omit<Message, Column | LeftOut> & Partial<Pick<Message, LeftOut>>;
interface InboundRow {
  readonly seq: number;
  readonly id: string;
  readonly provider: string;
  readonly account: string;
  readonly sender: string;
  readonly recipient: string;
  readonly text: string;
  readonly received_at: number;
  readonly answers: number | null;
  readonly fetched: number;
}

const broughtBy =
  "exists (select 1 from calls where calls.seq = json_extract(messages.data, '$.call') and calls.code = ?)";
const searched =
  "(instr(folded(text), ?) > 0 or instr(recipient, ?) > 0 or instr(id, ?) > 0 or instr(coalesce(client_id, ''), ?) > 0)";

export function createLedger(db: Db, tx: Transaction, places: Places): Ledger {
  db.function("folded", { deterministic: true }, (text: unknown) => (typeof text === "string" ? folded(text) : null));
  const insert = db.prepare(
    "insert into messages (seq, provider, id, find_id, account, client_id, channel, recipient, status, text, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const update = db.prepare("update messages set status = ?, text = ?, data = ? where seq = ?");
  const bySeq = db.prepare<[number], MessageRow>("select * from messages where seq = ?");
  const byId = db.prepare<[string, string, number, number], MessageRow>(
    "select * from messages where find_id = ? and provider = ? and seq between ? and ?",
  );
  const byClientId = db.prepare<[string, string, number, number], MessageRow>(
    "select * from messages where client_id = ? and account = ? and seq between ? and ? order by seq desc limit 1",
  );
  const insertInbound = db.prepare(
    "insert into inbounds (seq, id, provider, account, sender, recipient, text, received_at, answers, fetched) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const inboundBySeq = db.prepare<[number], InboundRow>("select * from inbounds where seq = ?");
  const fetch = db.prepare<[number]>("update inbounds set fetched = 1 where seq = ?");

  function message(row: MessageRow): Message {
    const { statusAt, life, replies, debits, fields, ...data }: StoredData = JSON.parse(row.data);
    return {
      ...data,
      statusAt: statusAt ?? data.acceptedAt,
      life: life ?? [],
      replies: replies ?? [],
      debits: debits ?? [],
      fields: fields ?? {},
      seq: row.seq,
      sandbox: places.nameOf(row.seq),
      provider: row.provider,
      id: row.id,
      account: row.account,
      channel: row.channel,
      to: row.recipient,
      status: row.status,
      text: row.text,
      ...(row.client_id === null ? {} : { clientId: row.client_id }),
    };
  }
  const orNull = (row: MessageRow | undefined): Message | null => (row === undefined ? null : message(row));

  function inbound(row: InboundRow): Inbound {
    return {
      seq: row.seq,
      sandbox: places.nameOf(row.seq),
      id: row.id,
      provider: row.provider,
      account: row.account,
      from: row.sender,
      to: row.recipient,
      text: row.text,
      receivedAt: row.received_at,
      fetched: row.fetched === 1,
      ...(row.answers === null ? {} : { answers: row.answers }),
    };
  }

  function messageQuery(sandbox: string, filter: MessageFilter): Query {
    const query = inRange(places.range(sandbox), filter);
    query.equal("provider", filter.provider);
    query.equal("account", filter.account);
    query.equal("channel", filter.channel);
    query.equal("recipient", filter.to);
    query.equal("id", filter.id);
    query.equal("client_id", filter.clientId);
    query.equal("status", filter.status);
    query.contains("recipient", filter.number);
    query.contains("text", filter.text);
    // Read from the journal when it is asked for: a column would cost every send.
    if (filter.code !== undefined) query.holds(broughtBy, filter.code);
    if (filter.search !== undefined) {
      const { text, number, id } = soughtBy(filter.search);
      query.holds(searched, text, number, id, id);
    }
    return query;
  }

  return {
    add(fresh) {
      tx.open();
      const seq = places.take("messages", fresh.sandbox);
      insert.run(
        seq,
        fresh.provider,
        fresh.id,
        placeInId(fresh.id) === placeOf(seq) ? null : fresh.id,
        fresh.account,
        fresh.clientId ?? null,
        fresh.channel,
        fresh.to,
        fresh.status,
        fresh.text,
        dataOf(fresh),
      );
      return { ...fresh, seq };
    },
    update(changed) {
      tx.open();
      update.run(changed.status, changed.text, dataOf(changed), changed.seq);
    },
    get: (seq) => orNull(bySeq.get(seq)),
    byId(sandbox, provider, id) {
      const range = places.range(sandbox);
      const place = placeInId(id);
      const told = place === null ? undefined : bySeq.get(range[0] + place);
      if (told?.id === id && told.provider === provider) return message(told);
      return orNull(byId.get(id, provider, ...range));
    },
    byClientId: (sandbox, account, clientId) => orNull(byClientId.get(clientId, account, ...places.range(sandbox))),
    list: (sandbox, filter) =>
      run<MessageRow>(db, "select * from messages", messageQuery(sandbox, filter), filter).map(message),
    count: (sandbox, filter = {}) =>
      run<{ n: number }>(db, "select count(*) as n from messages", messageQuery(sandbox, filter))[0]?.n ?? 0,
    nextOrdinal: (sandbox) => placeOf(places.upcoming("messages", sandbox)),
    nextInbound: (sandbox) => placeOf(places.upcoming("inbounds", sandbox)),
    addInbound(fresh) {
      tx.open();
      const seq = places.take("inbounds", fresh.sandbox);
      insertInbound.run(
        seq,
        fresh.id,
        fresh.provider,
        fresh.account,
        fresh.from,
        fresh.to,
        fresh.text,
        fresh.receivedAt,
        fresh.answers ?? null,
        fresh.fetched ? 1 : 0,
      );
      return { ...fresh, seq };
    },
    getInbound(seq) {
      const row = inboundBySeq.get(seq);
      return row === undefined ? null : inbound(row);
    },
    inbounds(sandbox, filter: InboundFilter) {
      const query = inRange(places.range(sandbox), filter);
      query.equal("provider", filter.provider);
      query.equal("account", filter.account);
      if (filter.fetched !== undefined) query.holds(`fetched = ${filter.fetched ? 1 : 0}`);
      query.atLeast("received_at", filter.from);
      query.atMost("received_at", filter.until);
      return run<InboundRow>(db, "select * from inbounds", query, filter).map(inbound);
    },
    markFetched(seqs) {
      tx.open();
      for (const seq of seqs) fetch.run(seq);
    },
  };
}

// What is empty or follows from the rest is left out: every byte is written with every send.
function dataOf(message: Omit<Message, "seq">): string {
  const data: MessageData = {
    operation: message.operation,
    toWritten: message.toWritten,
    from: message.from,
    kind: message.kind,
    encoding: message.encoding,
    parts: message.parts,
    acceptedAt: message.acceptedAt,
    call: message.call,
    statusAt: message.statusAt === message.acceptedAt ? undefined : message.statusAt,
    life: some(message.life),
    replies: some(message.replies),
    debits: some(message.debits),
    fields: isEmpty(message.fields) ? undefined : message.fields,
    word: message.word,
    scheduledFor: message.scheduledFor,
    expiresAt: message.expiresAt,
    priority: message.priority,
    sentAt: message.sentAt,
    finalAt: message.finalAt,
    callbacks: message.callbacks,
  };
  return JSON.stringify(data);
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}
