// Describes what came nearest to a filter. Asks the store for each key alone, so that filters are carried out in one place.

import type { Api } from "./api.ts";
import { findItems } from "./find.ts";
import { firstSeq } from "./list-search.ts";
import type { ListName } from "./schema/filter.ts";
import { type ListItem, type ListSearch, searchFor } from "./search.ts";

/** Differences between the nearest item and the filter, in one sentence. */
export async function nearestSentence(api: Api, sandbox: string, sought: ListSearch): Promise<string> {
  const everything = await searchFor(api, sandbox, { what: sought.what });
  const latest = await findItems(api, sandbox, everything, { newestFirst: true, limit: nearestOf });
  const { what } = sought;
  const words = what === "inbound" ? "inbound messages" : what;
  if (latest.length === 0) return `there are no ${words} at all`;
  const first = firstSeq(api, sandbox) + (latest.at(-1)?.seq ?? 0);
  const unmet = new Map(latest.map(({ seq }) => [seq, [] as string[]]));
  for (const [key, value] of Object.entries(sought.where ?? {})) {
    const alone = await searchFor(api, sandbox, { what, where: { [key]: value } } as ListSearch);
    const matching = new Set(
      alone.list({ after: first - 1, before: Number.MAX_SAFE_INTEGER, limit: nearestOf }).map(({ seq }) => seq),
    );
    for (const [seq, keys] of unmet) if (!matching.has(seq)) keys.push(key);
  }
  const [best] = latest
    .filter(({ seq }) => unmet.get(seq)?.length !== 0)
    .toSorted((a, b) => (unmet.get(a.seq)?.length ?? 0) - (unmet.get(b.seq)?.length ?? 0));
  const many = latest.length === nearestOf ? `the latest ${nearestOf}` : `all ${latest.length}`;
  if (best === undefined) return `${many} ${words} match`;
  const where: Readonly<Record<string, unknown>> = sought.where ?? {};
  const points = (unmet.get(best.seq) ?? []).map((key) =>
    difference(key, where[key], withCode(api, firstSeq(api, sandbox), best)),
  );
  return `of ${many} ${words} number ${best.seq} came nearest: ${points.join("; ")}`;
}
const nearestOf = 100;

/** A message with the code that its request was answered with. */
function withCode({ store }: Api, first: number, item: ListItem<ListName>): object {
  return "request" in item ? { code: store.journal.get(first + item.request)?.code, ...item } : item;
}

function difference(key: string, wanted: unknown, item: object): string {
  const field = key === "number" ? "to" : key === "search" ? "text" : key;
  const value: unknown = Reflect.get(item, field);
  if (key === "request") return `the request is not ${valueText(wanted)}`;
  if (key === "oneTimeCode") return `it has ${wanted === true ? "no" : "a"} one-time code`;
  if (key === "findings") return `it has ${Array.isArray(value) ? value.length : 0} findings`;
  const is = value === undefined ? "" : `${field} is ${valueText(value)}, `;
  if (typeof wanted === "object" || key === "number" || key === "search")
    return `${is}which does not match ${valueText(wanted)}`;
  return `${is === "" ? `${field} is ` : is}not ${valueText(wanted)}`;
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? "absent";
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
