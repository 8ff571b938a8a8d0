// Snapshots of sandboxes. Their rows stand in the tables of the sandboxes, under a number that no sandbox has: a migration
// finds them there too.

import { seqsPerSandbox } from "../core/ports.ts";
import type { SnapshotFacts, SnapshotStore } from "../core/snapshot-store.ts";
import type { StoredAccounts } from "./accounts.ts";
import { damaged } from "./check-file.ts";
import { bytesOfRows, copiedTables, copyRows, deleteRows, deleteSomeRows } from "./copy-rows.ts";
import type { Db } from "./database.ts";
import type { StoredKeyValue } from "./key-value.ts";
import type { StoredOutbox } from "./outbox.ts";
import type { Sequences } from "./sequences.ts";
import { parseStored } from "./stored-json.ts";
import type { Transaction } from "./transaction.ts";

export interface SnapshotRowsDeps {
  readonly db: Db;
  readonly tx: Transaction;
  readonly sequences: Sequences;
  readonly accounts: StoredAccounts;
  readonly keyValue: StoredKeyValue;
  readonly outbox: StoredOutbox;
  /** Deletes the rows of a sandbox but accounts and values, and forgets what is in memory of them. */
  readonly clear: (sandbox: string) => void;
}

interface SnapshotRow {
  readonly no: number;
  readonly name: string;
  readonly data: string;
}

/** Stands in for the sandbox of a removed snapshot whose rows are not all deleted. */
const removedSandbox = -1;
const rowsAtStart = 10_000;

/** Error of an attempt that was under way. */
const cutOff = "The snapshot was saved before the answer came: it is sent again.";

/** The snapshots, with the store's own part for a removed sandbox. */
export interface StoredSnapshots extends SnapshotStore {
  removeAll(sandbox: string): void;
}

export function createSnapshots({
  db,
  tx,
  sequences,
  accounts,
  keyValue,
  outbox,
  clear,
}: SnapshotRowsDeps): StoredSnapshots {
  const insert = db.prepare<[number, number, string, string]>(
    "insert into snapshots (no, sandbox, name, data) values (?, ?, ?, ?)",
  );
  const byName = db.prepare<[number, string], { no: number }>(
    "select no from snapshots where sandbox = ? and name = ?",
  );
  const ofSandbox = db.prepare<[number], SnapshotRow>(
    "select no, name, data from snapshots where sandbox = ? order by no",
  );
  const sizes = db.prepare<[], { sandbox: number; bytes: number }>(
    "select sandbox, sum(coalesce(iif(json_valid(data), data ->> 'bytes', 0), 0)) as bytes from snapshots where sandbox >= 0 group by sandbox",
  );
  const removeRow = db.prepare<[number]>("delete from snapshots where no = ?");
  const discard = db.prepare<[number, number]>(
    `update snapshots set sandbox = ${removedSandbox}, name = cast(? as text) where no = ?`,
  );
  const discarded = db.prepare<[], { no: number }>(
    `select no from snapshots where sandbox = ${removedSandbox} order by no limit 1`,
  );

  function numberOf(sandbox: string, name: string): number {
    const no = byName.get(sequences.number(sandbox), name)?.no;
    if (no === undefined) throw new Error(`no snapshot ${JSON.stringify(name)} of sandbox ${JSON.stringify(sandbox)}`);
    return no;
  }
  /** The rows stay under the number, which nothing else takes until all of them are deleted. */
  function removeNumber(no: number): void {
    tx.open();
    discard.run(no, no);
  }

  function deleteRemoved(rows: number): boolean {
    // A stop may close the file between two portions: the next start deletes the rest.
    if (!db.open) return false;
    const no = discarded.get()?.no;
    if (no === undefined) return false;
    tx.open();
    if (!deleteSomeRows(db, no, rows)) removeRow.run(no);
    return discarded.get() !== undefined;
  }
  // A process that was killed may have left some.
  while (deleteRemoved(rowsAtStart));

  return {
    list: (sandbox) =>
      ofSandbox.all(sequences.number(sandbox)).map(({ name, data }) => {
        const facts = parseStored<Omit<SnapshotFacts, "bytes"> & Partial<Pick<SnapshotFacts, "bytes">>>(data);
        if (facts === null) throw damaged(db.name, `snapshot ${name} of sandbox ${sandbox} cannot be read`);
        // A snapshot of an earlier version has no size.
        return { name, ...facts, bytes: facts.bytes ?? 0 };
      }),
    bytes() {
      const names = new Map(sequences.names().map((name) => [sequences.number(name), name]));
      return new Map(sizes.all().map(({ sandbox, bytes }) => [names.get(sandbox) ?? "", bytes]));
    },
    size(sandbox) {
      tx.write();
      return bytesOfRows(db, sequences.number(sandbox));
    },
    save(sandbox, name, facts) {
      tx.write();
      const from = sequences.number(sandbox);
      const no = sequences.unused();
      insert.run(no, from, name, JSON.stringify(facts));
      copyRows(db, from, no);
      const first = no * seqsPerSandbox;
      outbox.closeAttemptsIn(first, first + seqsPerSandbox - 1, cutOff);
    },
    restore(sandbox, name) {
      const from = numberOf(sandbox, name);
      const to = sequences.number(sandbox);
      clear(sandbox);
      deleteRows(db, to, ["accounts", "key_value"]);
      copyRows(db, from, to);
      accounts.reload(sandbox);
      keyValue.reload(sandbox);
    },
    copy(sandbox, name, target) {
      tx.write();
      clear(target);
      const from = name === null ? sequences.number(sandbox) : numberOf(sandbox, name);
      const tables = copiedTables.filter((table) => table !== "accounts");
      copyRows(db, from, sequences.number(target), tables);
      const [first, last] = sequences.range(target);
      outbox.closeAttemptsIn(first, last, cutOff);
      keyValue.reload(target);
    },
    contents(sandbox, name) {
      if (name === null) return { accounts: accounts.list(sandbox), values: new Map(keyValue.all(sandbox, "")) };
      const no = numberOf(sandbox, name);
      return { accounts: accounts.ofSnapshot(no, sandbox), values: keyValue.ofSnapshot(no) };
    },
    remove: (sandbox, name) => removeNumber(numberOf(sandbox, name)),
    deleteRemoved,
    removeAll(sandbox) {
      for (const { no } of ofSandbox.all(sequences.number(sandbox))) removeNumber(no);
    },
  };
}
