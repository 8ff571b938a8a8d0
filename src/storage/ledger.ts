// Messages and inbound messages: found by `seq`, by id, by a filter.

import type { MessageFilter } from "../core/filters.ts";
import type { Message } from "../core/message.ts";
import { numberInId } from "../core/message-id.ts";
import { type Ledger, placeOf } from "../core/ports.ts";
import { soughtBy } from "../core/search.ts";
import type { Db } from "./database.ts";
import { count, inRange, latestByNumber, type RowQuery, run } from "./filter.ts";
import { createInboundRows } from "./inbound-rows.ts";
import { type MessageRow, type MessageRows, requestSeq } from "./message-rows.ts";
import { messageHas, messageValues } from "./search-terms.ts";
import type { Sequences } from "./sequences.ts";
import { storedValue } from "./stored-json.ts";
import type { Transaction } from "./transaction.ts";

const broughtBy = `exists (select 1 from requests where requests.seq = ${requestSeq} and requests.code = ?)`;
const acceptedAt = storedValue("data", "acceptedAt", "0");

export function createLedger(db: Db, tx: Transaction, sequences: Sequences, rows: MessageRows): Ledger {
  const byId = db.prepare<[string, string, number, number], MessageRow>(
    "select * from messages where find_id = ? and provider = ? and seq between ? and ?",
  );
  const byClientId = db.prepare<[string, string, number, number], MessageRow>(
    "select * from messages where client_id = ? and account = ? and seq between ? and ? order by seq desc limit 1",
  );
  const inboundMessages = createInboundRows(db, tx, sequences);
  const orNull = (row: MessageRow | undefined): Message | null => (row === undefined ? null : rows.read(row));

  return {
    add: rows.add,
    update: rows.update,
    get: rows.get,
    plan: rows.plan,
    byId(sandbox, provider, id) {
      const range = sequences.range(sandbox);
      const ordinal = numberInId(id);
      const message = ordinal === null ? null : rows.get(range[0] + ordinal);
      if (message?.id === id && message.provider === provider) return message;
      rows.flush();
      return orNull(byId.get(id, provider, ...range));
    },
    byClientId(sandbox, account, clientId) {
      rows.flush();
      return orNull(byClientId.get(clientId, account, ...sequences.range(sandbox)));
    },
    list(sandbox, filter) {
      rows.flush();
      const query = messageQuery(sequences.range(sandbox), filter);
      return run<MessageRow>(db, "messages", query, filter).map(rows.read);
    },
    count(sandbox, filter = {}) {
      rows.flush();
      return count(db, "messages", messageQuery(sequences.range(sandbox), filter));
    },
    nextOrdinal: (sandbox) => placeOf(sequences.upcoming("messages", sandbox)),
    nextInbound: (sandbox) => placeOf(sequences.upcoming("inbound", sandbox)),
    addInbound: inboundMessages.add,
    getInbound: inboundMessages.get,
    inboundMessages: inboundMessages.list,
    countInbound: inboundMessages.count,
    markFetched: inboundMessages.markFetched,
    planInbound: inboundMessages.plan,
    recipients(sandbox, filter) {
      rows.flush();
      const query = inRange(sequences.range(sandbox), filter);
      query.contains("recipient", filter.number);
      return latestByNumber(db, "messages", { number: "recipient", at: acceptedAt }, query);
    },
    senders(sandbox, filter) {
      const query = inRange(sequences.range(sandbox), filter);
      query.contains("sender", filter.number);
      return latestByNumber(db, "inbound", { number: "sender", at: "received_at" }, query);
    },
  };
}

function messageQuery(range: readonly [first: number, last: number], filter: MessageFilter): RowQuery {
  const query = inRange(range, filter);
  query.equal("provider", filter.provider);
  query.equal("account", filter.account);
  query.equal("channel", filter.channel);
  query.equal("recipient", filter.to);
  query.equal("id", filter.id);
  query.equal("client_id", filter.clientId);
  query.equal("status", filter.status);
  query.contains("recipient", filter.number);
  query.equal(storedValue("data", "operation"), filter.operation);
  query.equal(storedValue("data", "from"), filter.from);
  query.equal(storedValue("data", "call"), filter.request);
  query.text("text", filter.text);
  // Reads the journal per query: a column of its own would cost every send.
  if (filter.code !== undefined) query.condition(broughtBy, filter.code);
  if (filter.search !== undefined) {
    const terms = soughtBy(filter.search);
    query.condition(messageHas("messages"), ...messageValues(terms));
  }
  return query;
}
