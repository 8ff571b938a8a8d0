// Reads lists in many turns of the event loop, so that a long one holds up nobody else.

import { seqsPerSandbox } from "../core/ports.ts";
import type { Api } from "./api.ts";
import { firstSeq, type ListPart, type Search } from "./list-search.ts";

type Item = { readonly seq: number };

/** Part of a list, by numbers in the sandbox. */
export interface ListPage {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit?: number | undefined;
  readonly newestFirst?: boolean | undefined;
}

/** Milliseconds that one turn may take, and rows that it may read. */
const turnMs = 6;
const turnRows = 200;

/** Goes through a list turn by turn, as wide a part at a time as a turn allows. */
export async function* turns(
  api: Api,
  sandbox: string,
  search: Pick<Search<Item>, "edge" | "indexed">,
  { after = 0, before = seqsPerSandbox, newestFirst = false }: ListPage,
  look: (part: ListPart) => { readonly done: boolean; readonly last?: number },
): AsyncGenerator<void, void, void> {
  const start = firstSeq(api, sandbox);
  let low = Math.max(search.edge(false) ?? start + 1, start + after + 1);
  let high = Math.min(search.edge(true) ?? start, start + before - 1);
  let width = search.indexed ? seqsPerSandbox : 500;
  while (low <= high) {
    const from = newestFirst ? Math.max(low, high - width + 1) : low;
    const until = newestFirst ? high : Math.min(high, low + width - 1);
    const began = api.hostClock.elapsed();
    const { done, last } = look({ after: from - 1, before: until + 1, newestFirst });
    if (done) return;
    const took = api.hostClock.elapsed() - began;
    if (took > turnMs) width = Math.max(50, Math.floor(width / 2));
    else if (took <= turnMs / 4) width *= 2;
    if (newestFirst) high = (last ?? from) - 1;
    else low = (last ?? until) + 1;
    await api.turns.next(sandbox);
    api.sandbox(sandbox);
    yield;
  }
}

export async function findItems<Row extends Item>(
  api: Api,
  sandbox: string,
  search: Search<Row>,
  page: ListPage,
): Promise<Row[]> {
  const { limit = Number.POSITIVE_INFINITY } = page;
  const start = firstSeq(api, sandbox);
  const matches: Row[] = [];
  const walk = turns(api, sandbox, search, page, (part) => {
    const limitLeft = Math.min(turnRows, limit - matches.length);
    const rows = search.list({ ...part, limit: limitLeft });
    matches.push(...rows);
    const last = rows.at(-1);
    // A full read may have left rows of this part behind its last one.
    return {
      done: matches.length >= limit,
      ...(last !== undefined && rows.length === limitLeft ? { last: start + last.seq } : {}),
    };
  });
  for await (const _ of walk);
  return matches;
}

export async function countItems(
  api: Api,
  sandbox: string,
  search: Search<Item>,
  page: ListPage = {},
): Promise<number> {
  let count = 0;
  const walk = turns(api, sandbox, search, page, (part) => {
    count += search.count(part);
    return { done: false };
  });
  for await (const _ of walk);
  return count;
}

/** `seq` that one query reads at most, and how far apart two neighbours may be. */
const [readTogether, gap] = [turnRows, 8];

/**
 * Items of these `seq` for which the filter holds, in one query for all that are near each other.
 * @param start `seq` of number 0 in the sandbox
 * @param seqs ascending
 */
export function itemsAt<Row extends Item>(search: Search<Row>, start: number, seqs: readonly number[]): Row[] {
  const items: Row[] = [];
  const wanted = new Set(seqs);
  for (let at = 0; at < seqs.length; ) {
    const first = seqs[at] ?? 0;
    let last = first;
    for (; at < seqs.length; at++) {
      const next = seqs[at] ?? 0;
      if (next > last + gap || next >= first + readTogether) break;
      last = next;
    }
    const rows = search.list({ after: first - 1, before: last + 1, limit: readTogether });
    items.push(...rows.filter(({ seq }) => wanted.has(start + seq)));
  }
  return items;
}
