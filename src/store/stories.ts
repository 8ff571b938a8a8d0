import type { Step, Stories } from "../core/ports.ts";
import type { Db } from "./database.ts";
import type { Transaction } from "./transaction.ts";

interface StepRow {
  readonly message: number;
  readonly at: number;
  readonly status: Step["status"];
  readonly word: string | null;
  readonly done_by: string;
}

export function createStories(db: Db, tx: Transaction): Stories {
  const insert = db.prepare(
    "insert into steps (message, n, at, status, word, done_by) values (?, (select count(*) from steps where message = ?), ?, ?, ?, ?)",
  );
  const of = db.prepare<[number], StepRow>("select * from steps where message = ? order by n");
  return {
    add(step) {
      tx.open();
      insert.run(step.message, step.message, step.at, step.status, step.word ?? null, step.by);
    },
    of: (message) =>
      of.all(message).map((row) => ({
        message: row.message,
        at: row.at,
        status: row.status,
        by: row.done_by,
        ...(row.word === null ? {} : { word: row.word }),
      })),
  };
}
