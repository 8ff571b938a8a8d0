// The stream of requests and attempts by the filters of the address.

import { useEffect, useRef } from "preact/hooks";
import type { FilterInput } from "../../../../api/schema/filter.ts";
import { defined } from "../../filters.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import type { RowSource } from "../../list/row-source.ts";
import { createRows, useLiveRows } from "../../list/use-rows.ts";
import { attemptTone } from "../callbacks/attempt-line.tsx";
import { type AttemptRow, type StreamRow, StreamRows } from "./stream-rows.ts";

type RequestFilter = FilterInput<"requests">;

/** No rows: the lists that rows come from are not decided. */
const undecided: RowSource<StreamRow> = {
  ...{ length: 0, ready: false, error: null },
  ...{ at: () => undefined, keyAt: () => undefined, indexOf: () => -1, show: () => {}, refresh: async () => {} },
};

/** Filters that no attempt has. */
const ofRequests = ["listener", "findings", "remote"] as const;

/** @param where null: the filters are not decided */
export function useStream(where: RequestFilter | null): RowSource<StreamRow> {
  const { remote, place } = useInbox();
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
  const attempted = useAttempted();
  const isDecided = where !== null && (isOfRequests || callbacks !== null || error !== null);
  return useLiveRows<StreamRow>(
    (changed) => {
      if (!isDecided) return undecided;
      const count = () =>
        direction === "out" ? Promise.resolve(0) : remote.count(sandbox, { what: "requests", where });
      const isFiltered = Object.keys(where).length > 0;
      const requests = (page: { readonly before?: number; readonly limit: number; readonly newestFirst: boolean }) =>
        remote.call("GET /sandboxes/{sandbox}/requests", { sandbox, ...where, ...page });
      if (!hasAttempts) return createRows({ isFiltered, rows: requests, count }, changed);
      const { provider, account, search, code, problems, since, until } = where;
      const of = defined({ provider, account, search, code, problems: problems === true || undefined, since, until });
      return new StreamRows(
        {
          requests: (part) => (direction === "out" ? Promise.resolve([]) : requests({ ...part, newestFirst: true })),
          callbacks: (part) =>
            remote.call("GET /sandboxes/{sandbox}/callbacks", { sandbox, ...of, ...part, newestFirst: true }),
          waiting: (limit) => {
            const input = { sandbox, ...of, state: "waiting", limit, newestFirst: true } as const;
            return remote.call("GET /sandboxes/{sandbox}/callbacks", input);
          },
          attempted,
          fits: (row) => fitsAttempt(row, where),
          count,
        },
        changed,
      );
    },
    `${sandbox} ${JSON.stringify(where)} ${hasAttempts} ${direction} ${isDecided}`,
    hasAttempts ? ["request", "callback", "attempt"] : ["request"],
  );
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
