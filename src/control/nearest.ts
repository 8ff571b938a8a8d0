// What came nearest to what is wanted, in one sentence.

import type { Finder } from "./find.ts";
import { callbackDiffers, callDiffers, type Differences, inboundDiffers, messageDiffers } from "./matching.ts";
import type { Kind, Kinds } from "./wait-type.ts";

/** So many of the latest are looked at. */
const latest = { limit: 100, newestFirst: true } as const;

/** A list, and what is looked for in it. */
export type Sought = { [K in Kind]: { readonly what: K; readonly where?: Kinds[K]["wanted"] } }[Kind];

export function nearestSentence(find: Finder, sought: Sought): string {
  switch (sought.what) {
    case "messages": {
      const { what, where = {} } = sought;
      return nearest(what, find.messages(latest), (one) => messageDiffers(one, where, () => find.codeOf(one)));
    }
    case "calls": {
      const { what, where = {} } = sought;
      return nearest(what, find.calls(latest), (one) => callDiffers(one, where, () => ""));
    }
    case "callbacks": {
      const { what, where = {} } = sought;
      return nearest(what, find.callbacks(latest), (one) => callbackDiffers(one, where));
    }
    case "inbounds": {
      const { what, where = {} } = sought;
      return nearest(what, find.inbounds(latest), (one) => inboundDiffers(one, where));
    }
  }
}

function nearest<Item extends { readonly seq: number }>(
  what: string,
  items: readonly Item[],
  differs: (item: Item) => Differences,
): string {
  let best: { readonly seq: number; readonly points: Differences } | null = null;
  for (const item of items) {
    const points = differs(item);
    if (points.length > 0 && (best === null || points.length < best.points.length)) best = { seq: item.seq, points };
  }
  if (items.length === 0) return `there are no ${what} at all`;
  const many = items.length === latest.limit ? `the latest ${items.length}` : `all ${items.length}`;
  if (best === null) return `${many} ${what} match`;
  return `of ${many} ${what} number ${best.seq} came nearest: ${best.points.join("; ")}`;
}
