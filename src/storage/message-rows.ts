// A message and its story as one row. What is searched has a column of its own, the rest of a message is one JSON value.

import type { AccountKey } from "../core/account.ts";
import type { Message } from "../core/message.ts";
import { placeInId } from "../core/message-id.ts";
import { placeOf, type Step } from "../core/ports.ts";
import { isFinal } from "../core/status.ts";
import type { Db } from "./database.ts";
import type { Places } from "./sequences.ts";
import type { Transaction } from "./transaction.ts";
import { createHeldRows } from "./write-behind.ts";

export interface MessageRow {
  readonly seq: number;
  readonly provider: string;
  readonly id: string;
  readonly account: AccountKey;
  readonly client_id: string | null;
  readonly channel: Message["channel"];
  readonly recipient: string;
  readonly status: Message["status"];
  readonly text: string;
  readonly data: string;
  readonly steps: string | null;
}
type Column = "seq" | "sandbox" | "provider" | "id" | "account" | "clientId" | "channel" | "to" | "status" | "text";
type LeftOut = "statusAt" | "life" | "replies" | "debits" | "fields";
type Optional = "word" | "scheduledFor" | "expiresAt" | "priority" | "sentAt" | "finalAt" | "callbacks";
type MessageData = Omit<Message, Column | LeftOut | Optional> & {
  readonly [K in LeftOut | Optional]: Message[K] | undefined;
};
/** The same read back: JSON has no undefined. */
type StoredData = Omit<Message, Column | LeftOut> & Partial<Pick<Message, LeftOut>>;
type StoredStep = readonly [at: Step["at"], status: Step["status"], by: string, word: string | null];

/** A message with the steps of its story so far. */
interface Held {
  readonly message: Message;
  readonly steps: readonly Step[];
}

/** Messages on their way held for reading: those whose next status is near are among them. */
const keep = 1_024;

export interface MessageRows {
  add(fresh: Omit<Message, "seq">): Message;
  update(changed: Message): void;
  get(seq: number): Message | null;
  addStep(step: Step): void;
  steps(seq: number): readonly Step[];
  read(row: MessageRow): Message;
  /** Writes what is waiting, so that a select sees it. */
  flush(): void;
  /** Forgets these places, for their rows are gone. */
  removed(first: number, last: number): void;
}

export function createMessageRows(db: Db, tx: Transaction, places: Places): MessageRows {
  const insert = db.prepare(
    "insert into messages (seq, provider, id, find_id, account, client_id, channel, recipient, status, text, data, steps) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const update = db.prepare("update messages set status = ?, text = ?, data = ?, steps = ? where seq = ?");
  const bySeq = db.prepare<[number], MessageRow>("select * from messages where seq = ?");
  const rows = createHeldRows<Held>({ tx, keep, write, lasts: ({ message }) => !isFinal(message.status) });

  function write(seq: number, { message, steps }: Held, fresh: boolean): void {
    const story = steps.length === 0 ? null : JSON.stringify(steps.map(stored));
    if (!fresh) {
      update.run(message.status, message.text, dataOf(message), story, seq);
      return;
    }
    insert.run(
      seq,
      message.provider,
      message.id,
      placeInId(message.id) === placeOf(seq) ? null : message.id,
      message.account,
      message.clientId ?? null,
      message.channel,
      message.to,
      message.status,
      message.text,
      dataOf(message),
      story,
    );
  }

  function read(row: MessageRow): Message {
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

  function held(seq: number): Held | null {
    const known = rows.get(seq);
    if (known !== undefined) return known;
    const row = bySeq.get(seq);
    return row === undefined ? null : { message: read(row), steps: stepsOf(row) };
  }

  return {
    add(fresh) {
      const seq = places.take("messages", fresh.sandbox);
      const { text } = fresh;
      // What cannot be written as UTF-8 reads the same before the row is written as after.
      const message = { ...fresh, seq, text: text.isWellFormed() ? text : text.toWellFormed() };
      rows.put(seq, { message, steps: [] }, true);
      return message;
    },
    update(changed) {
      const before = held(changed.seq);
      if (before !== null) rows.put(changed.seq, { message: changed, steps: before.steps }, false);
    },
    get: (seq) => held(seq)?.message ?? null,
    addStep(step) {
      const of = held(step.message);
      if (of !== null) rows.put(step.message, { message: of.message, steps: [...of.steps, step] }, false);
    },
    steps: (seq) => held(seq)?.steps ?? [],
    read,
    flush: rows.flush,
    removed: rows.removed,
  };
}

function stored({ at, status, by, word }: Step): StoredStep {
  return [at, status, by, word ?? null];
}

function stepsOf({ seq, steps }: MessageRow): readonly Step[] {
  if (steps === null) return [];
  const list: readonly StoredStep[] = JSON.parse(steps);
  return list.map(([at, status, by, word]) => ({
    message: seq,
    at,
    status,
    by,
    ...(word === null ? {} : { word }),
  }));
}

// What is empty or follows from the rest is left out: every byte is written with every send.
function dataOf(message: Message): string {
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
