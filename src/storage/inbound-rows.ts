// Inbound messages, each a row of its own.

import type { AccountKey } from "../core/account.ts";
import type { InboundFilter } from "../core/filters.ts";
import type { CallbackPlan, Inbound } from "../core/message.ts";
import type { Db } from "./database.ts";
import { count, inRange, type RowQuery, run } from "./filter.ts";
import type { Sequences } from "./sequences.ts";
import { parseStored } from "./stored-json.ts";
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
  readonly callbacks: string | null;
}

export interface InboundRows {
  add(fresh: Omit<Inbound, "seq">): Inbound;
  get(seq: number): Inbound | null;
  list(sandbox: string, filter: InboundFilter): Inbound[];
  count(sandbox: string, filter?: Omit<InboundFilter, "limit">): number;
  markFetched(seqs: readonly number[]): void;
  plan(seq: number, callbacks: CallbackPlan): void;
}

export function createInboundRows(db: Db, tx: Transaction, sequences: Sequences): InboundRows {
  const insert = db.prepare(
    "insert into inbound (seq, id, provider, account, sender, recipient, text, received_at, answers, fetched) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const bySeq = db.prepare<[number], InboundRow>("select * from inbound where seq = ?");
  const fetch = db.prepare<[number]>("update inbound set fetched = 1 where seq = ?");

  const plan = db.prepare<[string, number]>("update inbound set callbacks = ? where seq = ?");

  function read(row: InboundRow): Inbound {
    const callbacks = row.callbacks === null ? null : parseStored<CallbackPlan>(row.callbacks);
    return {
      seq: row.seq,
      sandbox: sequences.nameOf(row.seq),
      id: row.id,
      provider: row.provider,
      account: row.account,
      from: row.sender,
      to: row.recipient,
      text: row.text,
      receivedAt: row.received_at,
      fetched: row.fetched === 1,
      ...(row.answers === null ? {} : { answers: row.answers }),
      ...(callbacks === null ? {} : { callbacks }),
    };
  }

  return {
    add(fresh) {
      tx.open();
      const seq = sequences.take("inbound", fresh.sandbox);
      insert.run(
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
    get(seq) {
      const row = bySeq.get(seq);
      return row === undefined ? null : read(row);
    },
    list: (sandbox, filter) =>
      run<InboundRow>(db, "inbound", inboundQuery(sequences.range(sandbox), filter), filter).map(read),
    count: (sandbox, filter = {}) => count(db, "inbound", inboundQuery(sequences.range(sandbox), filter)),
    markFetched(seqs) {
      tx.open();
      for (const seq of seqs) fetch.run(seq);
    },
    plan(seq, callbacks) {
      tx.open();
      plan.run(JSON.stringify(callbacks), seq);
    },
  };
}

function inboundQuery(range: readonly [first: number, last: number], filter: InboundFilter): RowQuery {
  const query = inRange(range, filter);
  query.equal("provider", filter.provider);
  query.equal("account", filter.account);
  query.equal("sender", filter.phone);
  query.equal("recipient", filter.to);
  query.equal("answers", filter.answers);
  query.text("text", filter.text);
  if (filter.fetched !== undefined) query.condition(`fetched = ${filter.fetched ? 1 : 0}`);
  query.atLeast("received_at", filter.from);
  query.atMost("received_at", filter.until);
  return query;
}
