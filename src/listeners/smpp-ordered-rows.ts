// The order of rows in the journal for what we ask of sessions while a clock is moved by hand. Answers come in whatever
// order the machine and the clients make of them; rows are written in the order of asking, so that equal runs have equal
// journals. A row waits for those in front of it, at most until the clock goes on: what is unanswered then has its row
// when it is answered.

/** Where a row stands; called with what writes it, once. */
export type Turn = (row: () => void) => void;

export interface Turns {
  /** The next place. Out of a move rows are written at once. */
  take(sandbox: string): Turn;
  /** A clock is about to go on, within a move or at its beginning. */
  goesOn(sandbox: string): void;
  /** The move is over. */
  moved(sandbox: string): void;
  /** Rows that wait belong to a world that is gone. */
  forget(sandbox: string): void;
}

interface Place {
  row: (() => void) | null;
}

/** Places kept in one move without the clock going on. */
const mostPlaces = 10_000;
const atOnce: Turn = (row) => row();

export function createTurns(): Turns {
  const places = new Map<string, Place[]>();

  /** Writes what is answered, in order; the rest has lost its place. */
  function end(sandbox: string): void {
    const all = places.get(sandbox) ?? [];
    places.delete(sandbox);
    for (const { row } of all) row?.();
  }

  return {
    take(sandbox) {
      const all = places.get(sandbox);
      if (all === undefined) return atOnce;
      if (all.length >= mostPlaces) {
        end(sandbox);
        return atOnce;
      }
      const place: Place = { row: null };
      all.push(place);
      return (row) => {
        if (places.get(sandbox) !== all) {
          row();
          return;
        }
        place.row = row;
        let ready = 0;
        for (const { row: next } of all) {
          if (next === null) break;
          next();
          ready++;
        }
        all.splice(0, ready);
      };
    },
    goesOn(sandbox) {
      end(sandbox);
      places.set(sandbox, []);
    },
    moved: end,
    forget(sandbox) {
      places.delete(sandbox);
    },
  };
}
