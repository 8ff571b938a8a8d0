// Messages and inbounds: found by place, by id, by what a filter says.

import type { AccountKey } from "../core/account.ts";
import type { Inbound, Message } from "../core/message.ts";
import { placeInId } from "../core/message-id.ts";
import type { InboundFilter, Ledger, MessageFilter } from "../core/ports.ts";
import { placeOf } from "../core/ports.ts";
import { folded, soughtBy } from "../core/search.ts";
import type { Db } from "./database.ts";
import { inRange, type Query, run } from "./filter.ts";
import type { MessageRow, MessageRows } from "./message-rows.ts";
import type { Places } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";

interface InboundRow {
  readonly seq: number;
  readonly id: string;
  readonly provider: string;
  readonly account: AccountKey;
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

export function createLedger(db: Db, tx: Transaction, places: Places, rows: MessageRows): Ledger {
  db.function("folded", { deterministic: true }, (text: unknown) => (typeof text === "string" ? folded(text) : null));
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

  const orNull = (row: MessageRow | undefined): Message | null => (row === undefined ? null : rows.read(row));

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
    add: rows.add,
    update: rows.update,
    get: rows.get,
    byId(sandbox, provider, id) {
      const range = places.range(sandbox);
      const place = placeInId(id);
      const told = place === null ? null : rows.get(range[0] + place);
      if (told?.id === id && told.provider === provider) return told;
      rows.flush();
      return orNull(byId.get(id, provider, ...range));
    },
    byClientId(sandbox, account, clientId) {
      rows.flush();
      return orNull(byClientId.get(clientId, account, ...places.range(sandbox)));
    },
    list(sandbox, filter) {
      rows.flush();
      return run<MessageRow>(db, "select * from messages", messageQuery(sandbox, filter), filter).map(rows.read);
    },
    count(sandbox, filter = {}) {
      rows.flush();
      return run<{ n: number }>(db, "select count(*) as n from messages", messageQuery(sandbox, filter))[0]?.n ?? 0;
    },
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
