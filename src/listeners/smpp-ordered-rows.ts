// Order of journal rows for requests of ours while a manual clock moves. Rows follow the requests, not the responses,
// so that equal runs have equal journals.

/** Place of a row in the journal. Called once, with the function that writes the row. */
export type RowPlace = (row: () => void) => void;

interface PendingRow {
  row: (() => void) | null;
}

/** Most places of one move between two steps of the clock. */
const maxPlaces = 10_000;
const atOnce: RowPlace = (row) => row();

export class OrderedRows {
  /** By sandbox whose clock is being moved. */
  readonly #places = new Map<string, PendingRow[]>();

  /** The next place. Outside a move rows are written at once. */
  next(sandbox: string): RowPlace {
    const all = this.#places.get(sandbox);
    if (all === undefined) return atOnce;
    if (all.length >= maxPlaces) {
      this.moved(sandbox);
      return atOnce;
    }
    const place: PendingRow = { row: null };
    all.push(place);
    return (row) => {
      if (this.#places.get(sandbox) !== all) {
        row();
        return;
      }
      place.row = row;
      writeReady(all);
    };
  }

  /** The clock is about to go on, within a move or at its beginning. */
  goesOn(sandbox: string): void {
    this.moved(sandbox);
    this.#places.set(sandbox, []);
  }

  /** Writes the rows that are ready; the others are written when their responses come. */
  moved(sandbox: string): void {
    const all = this.#places.get(sandbox) ?? [];
    this.#places.delete(sandbox);
    for (const { row } of all) row?.();
  }

  /** Drops the rows of a sandbox that was reset. */
  forget(sandbox: string): void {
    this.#places.delete(sandbox);
  }
}

/** Writes the rows in front that are ready, in order. */
function writeReady(all: PendingRow[]): void {
  let ready = 0;
  for (const { row } of all) {
    if (row === null) break;
    row();
    ready++;
  }
  all.splice(0, ready);
}
