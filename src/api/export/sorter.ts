// Sorts what comes bit by bit: many short sorts and one merging, each step as it is asked for, instead of a long one.

const runLength = 2_000;

export interface Sorter<Item> {
  add(item: Item): void;
  /** All of them, in order. */
  sorted(): Iterable<Item>;
}

export function createSorter<Item>(compare: (a: Item, b: Item) => number): Sorter<Item> {
  const runs: Item[][] = [];
  let run: Item[] = [];

  function close(): void {
    if (run.length > 0) runs.push(run.sort(compare));
    run = [];
  }

  function* merged(from: number, to: number): Generator<Item, void, void> {
    if (to - from < 2) {
      yield* runs[from] ?? [];
      return;
    }
    const middle = (from + to) >> 1;
    const [left, right] = [merged(from, middle), merged(middle, to)];
    let [a, b] = [left.next(), right.next()];
    while (a.done !== true || b.done !== true) {
      if (a.done === true || (b.done !== true && compare(a.value, b.value) > 0)) {
        if (b.done !== true) yield b.value;
        b = right.next();
      } else {
        yield a.value;
        a = left.next();
      }
    }
  }

  return {
    add(item) {
      run.push(item);
      if (run.length === runLength) close();
    },
    sorted() {
      close();
      return merged(0, runs.length);
    },
  };
}
