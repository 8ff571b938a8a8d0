// A message and its steps as one row. Searchable values have columns of their own, the rest is one JSON value.

import type { AccountKey } from "../core/account.ts";
import type { CallbackPlan, Message } from "../core/message.ts";
import { numberInId } from "../core/message-id.ts";
import { placeOf, type Step } from "../core/ports.ts";
import { isFinal } from "../core/status.ts";
import type { Db } from "./database.ts";
import { keptFolded } from "./search-terms.ts";
import type { Sequences } from "./sequences.ts";
import { damagedRow, parseStored, storedValue } from "./stored-json.ts";
import type { Transaction } from "./transaction.ts";
import { createWriteBehind } from "./write-behind.ts";

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
type MessageColumn =
  | "seq"
  | "sandbox"
  | "provider"
  | "id"
  | "account"
  | "clientId"
  | "channel"
  | "to"
  | "status"
  | "text";
type LeftOut = "statusAt" | "life" | "replies" | "debits" | "fields";
type Optional =
  | "word"
  | "scheduledFor"
  | "expiresAt"
  | "priority"
  | "sentAt"
  | "finalAt"
  | "callbacks"
  | "rules"
  | "keepsLife"
  | "testNumber";
type MessageData = Omit<Message, MessageColumn | LeftOut | Optional> & {
  readonly [K in LeftOut | Optional]: Message[K] | undefined;
};
/** The same after parsing: JSON has no undefined. */
type StoredData = Omit<Message, MessageColumn | LeftOut> & Partial<Pick<Message, LeftOut>>;
type StoredStep = readonly [at: Step["at"], status: Step["status"], by: string, word: string | null];

/** SQL of the `seq` of the request that brought a message. */
export const requestSeq = storedValue("messages.data", "call");

interface MessageWithSteps {
  readonly message: Message;
  readonly steps: readonly Step[];
}

/** Messages without a final status in memory: those with a step due soon are among them. */
const keep = 1_024;

export interface MessageRows {
  add(fresh: Omit<Message, "seq">): Message;
  update(changed: Message): void;
  get(seq: number): Message | null;
  plan(seq: number): CallbackPlan | undefined;
  addStep(step: Step): void;
  steps(seq: number): readonly Step[];
  read(row: MessageRow): Message;
  /** Writes everything that waits, for the next select. */
  flush(): void;
  /** Forgets rows that were removed. */
  removed(first: number, last: number): void;
}

export function createMessageRows(db: Db, tx: Transaction, sequences: Sequences): MessageRows {
  const insert = db.prepare(
    "insert into messages (seq, provider, id, find_id, account, client_id, channel, recipient, status, text, data, steps, folded_text) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  // A replaced text loses its folded form, and each search folds it anew. Folding it here would cost every new status.
  const update = db.prepare(
    "update messages set folded_text = iif(text = ?, folded_text, null), status = ?, text = ?, data = ?, steps = ? where seq = ?",
  );
  const bySeq = db.prepare<[number], MessageRow>("select * from messages where seq = ?");
  const planned = db.prepare<[number], object>(
    `select 1 from messages where seq = ? and instr(data, '"callbacks":') > 0`,
  );
  const rows = createWriteBehind<MessageWithSteps>({
    tx,
    keep,
    write,
    lasts: ({ message }) => !isFinal(message.status),
  });
  const read = (row: MessageRow): Message => readMessage(row, sequences.nameOf(row.seq));

  function write(seq: number, { message, steps }: MessageWithSteps, fresh: boolean): void {
    const kept = steps.length === 0 ? null : JSON.stringify(steps.map(stored));
    if (!fresh) {
      update.run(message.text, message.status, message.text, dataOf(message), kept, seq);
      return;
    }
    insert.run(
      seq,
      message.provider,
      message.id,
      numberInId(message.id) === placeOf(seq) ? null : message.id,
      message.account,
      message.clientId ?? null,
      message.channel,
      message.to,
      message.status,
      message.text,
      dataOf(message),
      kept,
      keptFolded(message.text),
    );
  }

  function find(seq: number): MessageWithSteps | null {
    const written = rows.get(seq);
    if (written !== undefined) return written;
    const row = bySeq.get(seq);
    if (row === undefined) return null;
    const stored = { message: read(row), steps: stepsOf(row) };
    // A new status reads its message more than once.
    rows.remember(seq, stored);
    return stored;
  }

  return {
    add(fresh) {
      const seq = sequences.take("messages", fresh.sandbox);
      const { text } = fresh;
      // The text reads the same before the row is written as after: SQLite keeps UTF-8.
      const message = { ...fresh, seq, text: text.isWellFormed() ? text : text.toWellFormed() };
      rows.put(seq, { message, steps: [] }, true);
      return message;
    },
    update(changed) {
      const before = find(changed.seq);
      if (before !== null) rows.put(changed.seq, { message: changed, steps: before.steps }, false);
    },
    get: (seq) => find(seq)?.message ?? null,
    plan(seq) {
      // Few messages have a plan: the others are not read.
      const isPlanned = rows.get(seq) !== undefined || planned.get(seq) !== undefined;
      return isPlanned ? find(seq)?.message.callbacks : undefined;
    },
    addStep(step) {
      const before = find(step.message);
      if (before !== null) rows.put(step.message, { ...before, steps: [...before.steps, step] }, false);
    },
    steps: (seq) => find(seq)?.steps ?? [],
    read,
    flush: rows.flush,
    removed: rows.removed,
  };
}

function readMessage(row: MessageRow, sandbox: string): Message {
  const { statusAt, life, replies, debits, fields, ...data } = parseStored<StoredData>(row.data) ?? damagedData(row);
  return {
    ...data,
    statusAt: statusAt ?? data.acceptedAt,
    life: life ?? [],
    replies: replies ?? [],
    debits: debits ?? [],
    fields: fields ?? {},
    seq: row.seq,
    sandbox,
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

function damagedData({ recipient }: MessageRow): StoredData {
  const nothing = { operation: "", from: "", kind: "", encoding: "gsm", parts: 1, acceptedAt: 0, call: 0 } as const;
  return { ...nothing, toWritten: recipient, fields: { damaged: damagedRow } };
}

function stored({ at, status, by, word }: Step): StoredStep {
  return [at, status, by, word ?? null];
}

function stepsOf({ seq, steps }: MessageRow): readonly Step[] {
  if (steps === null) return [];
  const list = parseStored<readonly StoredStep[]>(steps) ?? [];
  return list.map(([at, status, by, word]) => ({
    message: seq,
    at,
    status,
    by,
    ...(word === null ? {} : { word }),
  }));
}

/** Leaves out empty values and those that follow from others: every byte is written with every send. */
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
    rules: message.rules,
    keepsLife: message.keepsLife,
    testNumber: message.testNumber,
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
