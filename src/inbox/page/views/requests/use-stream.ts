// The stream of requests and attempts by the filters of the address.

import { useEffect, useRef } from "preact/hooks";
import type { FilterInput } from "../../../../api/schema/filter.ts";
import { defined, numberOf, pageBefore } from "../../filters.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import type { RowSource } from "../../list/row-source.ts";
import { createRows, useLiveRows } from "../../list/use-rows.ts";
import { attemptTone } from "../callbacks/attempt-line.tsx";
import { type AttemptRow, type StreamRow, StreamRows } from "./stream-rows.ts";

type RequestFilter = FilterInput<"requests">;

/** No rows: the lists that rows come from are not decided. */
const undecided: RowSource<StreamRow> = {
  ...{ length: 0, count: 0, older: null, ready: false, error: null },
  ...{ at: () => undefined, keyAt: () => undefined, indexOf: () => -1, show: () => {}, refresh: async () => {} },
};

/** Latest numbers in which a search looks first. */
const latestNumbers = 2_000;
/** Filters that no attempt has. */
const ofRequests = ["listener", "findings", "remote"] as const;

/** @param signs number of requests that `where.without` leaves out; null: not counted yet */
export function useStream(where: RequestFilter, signs: number | null): RowSource<StreamRow> {
  const { remote: connection, place } = useInbox();
  const { sandbox, filters } = place;
  const { direction } = filters;
  const { value: callbacks, error } = useLoaded(
    (from) => from.call("GET /sandboxes/{sandbox}/callbacks", { sandbox, limit: 1 }),
    "has-callbacks",
    ["callback"],
  );
  const isOfRequests = direction === "in" || ofRequests.some((name) => filters[name] !== undefined);
  // Without attempts any row can be fetched by its number.
  const hasAttempts = direction === "out" || (!isOfRequests && (callbacks ?? []).length > 0);
  const before = placesIn(filters["before"]);
  const attempted = useAttempted();
  const isFiltered = isNarrow(where) || before !== null || (where.without !== undefined && signs !== 0);
  const hasLists = isOfRequests || callbacks !== null || error !== null;
  const isDecided = hasLists && (hasAttempts || isNarrow(where) || signs !== null);
  return useLiveRows<StreamRow>(
    (changed, signal) => {
      if (!isDecided) return undecided;
      const remote = connection.until(signal);
      const countRequests = () => remote.count(sandbox, { what: "requests", where });
      const requests = (page: { readonly before?: number; readonly limit: number; readonly newestFirst: boolean }) =>
        remote.call("GET /sandboxes/{sandbox}/requests", { sandbox, ...where, ...pageBefore(page, before?.request) });
      if (!hasAttempts) {
        const count = before === null ? countRequests : null;
        return createRows({ isFiltered, rows: requests, count }, changed);
      }
      const { provider, account, search, code, problems, since, until } = where;
      const of = defined({ provider, account, search, code, problems: problems === true || undefined, since, until });
      const countRows = async () => {
        const delivered = { ...of, state: "delivered" } as const;
        const [requests, attempted] = await Promise.all([
          direction === "out" ? 0 : countRequests(),
          remote.count(sandbox, { what: "callbacks", where: delivered }),
        ]);
        return { requests, attempted };
      };
      const recent = async (limit: number) => {
        const newest = { sandbox, limit: 1, newestFirst: true };
        const [[request], [callback]] = await Promise.all([
          remote.call("GET /sandboxes/{sandbox}/requests", newest),
          remote.call("GET /sandboxes/{sandbox}/callbacks", newest),
        ]);
        const from = (seq = 0) => ({ after: Math.max(0, seq - latestNumbers), sandbox, limit, newestFirst: true });
        return Promise.all([
          direction === "out"
            ? []
            : remote.call("GET /sandboxes/{sandbox}/requests", { ...where, ...from(request?.seq) }),
          remote.call("GET /sandboxes/{sandbox}/callbacks", { ...of, ...from(callback?.seq) }),
        ]);
      };
      return new StreamRows(
        {
          requests: (part) => (direction === "out" ? Promise.resolve([]) : requests({ ...part, newestFirst: true })),
          callbacks: (part) =>
            remote.call("GET /sandboxes/{sandbox}/callbacks", {
              ...{ sandbox, ...of, ...pageBefore(part, before?.callback) },
              newestFirst: true,
            }),
          waiting: (limit) => {
            if (before !== null) return Promise.resolve([]);
            const input = { sandbox, ...of, state: "waiting", limit, newestFirst: true } as const;
            return remote.call("GET /sandboxes/{sandbox}/callbacks", input);
          },
          ...(search === undefined || before !== null ? {} : { recent }),
          attempted,
          fits: (row) => fitsAttempt(row, where),
          count: before === null ? countRows : null,
        },
        changed,
      );
    },
    `${sandbox} ${JSON.stringify(where)} ${hasAttempts || isFiltered} ${hasAttempts} ${direction} ${isDecided} ${filters["before"]}`,
    hasAttempts ? ["request", "callback", "attempt"] : ["request"],
  );
}

/** Numbers that a list of older rows begins before: of a request, and of a callback. */
function placesIn(before: string | undefined) {
  const [, request, callback] = /^(\d+)(?:\.(\d+))?$/.exec(before ?? "") ?? [];
  return request === undefined ? null : { request: Number(request), callback: numberOf(callback) };
}

/** True if a filter leaves out more than signs of life. */
export function isNarrow(where: RequestFilter): boolean {
  return Object.keys(where).some((name) => name !== "without");
}

/** Gathers the callbacks of events `attempt`. @returns a function that takes them; its null: events were missed, or a reset came */
function useAttempted(): () => ReadonlySet<number> | null {
  const { live } = useInbox();
  const gathered = useRef<Set<number> | null>(null);
  useEffect(
    () =>
      live?.listen((happened, callbacks) => {
        if (happened.has("reset")) gathered.current = null;
        else for (const callback of callbacks) gathered.current?.add(callback);
      }),
    [live],
  );
  return () => {
    const taken = gathered.current;
    gathered.current = new Set();
    return taken;
  };
}

function fitsAttempt({ callback, attempt }: AttemptRow, { code, problems, since, until }: RequestFilter): boolean {
  if (code !== undefined && String(attempt.status) !== code) return false;
  if (problems === true && attemptTone(attempt, callback.by) !== "bad") return false;
  return (since === undefined || attempt.at >= Number(since)) && (until === undefined || attempt.at < Number(until));
}
