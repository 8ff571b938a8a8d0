import { useRef, useState } from "preact/hooks";
import type { AccountView } from "../../../../api/schema/account.ts";
import type { OverviewView as Counted } from "../../../../api/schema/overview.ts";
import { defined, numberOf } from "../../filters.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { date, dateTime, durationWords, time } from "../../parts/time.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { hashOf } from "../../route.ts";
import type { Brush } from "./chart.tsx";
import { CallbacksChart, CreditsChart, DurationsChart, RequestsChart, shareOf } from "./charts.tsx";
import { OverviewTable } from "./overview-table.tsx";
import { type Selection, sumOf } from "./sums.ts";
import { TimeBrush } from "./time-brush.tsx";

/** Requests, their milliseconds, callbacks and credits over time; a span of time leads to its requests. */
export function OverviewView() {
  const { place, go, say } = useInbox();
  const range = defined({ since: numberOf(place.filters["since"]), until: numberOf(place.filters["until"]) });
  const key = `overview ${JSON.stringify(range)}`;
  // Requests are counted first: the rest takes three times as long.
  const requests = useRef<Counted | null>(null);
  const first = useLoaded(
    async (remote, sandbox) => {
      const input = { sandbox, ...range, only: "requests" } as const;
      requests.current = await remote.call("GET /sandboxes/{sandbox}/overview", input);
      return { overview: requests.current, accounts: null };
    },
    `${key} requests`,
    [],
  );
  const isFirst = first.value === null && first.error === null;
  const whole = useLoaded(
    async (remote, sandbox) => {
      if (isFirst) return null;
      const counted = requests.current;
      requests.current = null;
      const count = (only: { readonly only?: "rest" }) =>
        remote.call("GET /sandboxes/{sandbox}/overview", { sandbox, ...range, ...only });
      const joined = counted === null ? null : withRest(counted, await count({ only: "rest" }));
      const overview = joined ?? (await count({}));
      return { overview, accounts: await remote.call("GET /sandboxes/{sandbox}/accounts", { sandbox }) };
    },
    `${key} ${isFirst}`,
    ["request", "attempt", "message", "account"],
  );
  const value = whole.value ?? first.value;
  const error = whole.error ?? (whole.value === null ? first.error : null);
  const isZoomed = Object.keys(range).length > 0;
  return (
    <div class="column wide overview">
      <div class="bar">
        <h1>{say("overview")}</h1>
        {isZoomed && (
          <button type="button" class="small" onClick={() => go({ filters: {} })}>
            {say("whole-time")}
          </button>
        )}
      </div>
      <Trouble error={error} />
      {value !== null &&
        (value.overview.requests === 0 && !isZoomed ? (
          <Empty title={say("no-requests")}>
            <p>{say("no-overview-text")}</p>
          </Empty>
        ) : (
          <Charts key={JSON.stringify(range)} {...value} />
        ))}
    </div>
  );
}

/** Counts of requests with those of the rest; null: their buckets differ, since something has happened in between. */
function withRest(requests: Counted, rest: Counted): Counted | null {
  if (requests.from !== rest.from || requests.until !== rest.until || requests.width !== rest.width) return null;
  const buckets = rest.buckets.map(({ succeeded, failed, spent }, index) => {
    const bucket = requests.buckets[index];
    return bucket === undefined ? null : { ...bucket, succeeded, failed, spent };
  });
  return { ...requests, buckets: buckets.filter((bucket) => bucket !== null), accounts: rest.accounts };
}

interface Loaded {
  readonly overview: Counted;
  /** Null: callbacks and credits are not counted yet. */
  readonly accounts: readonly AccountView[] | null;
}

function Charts({ overview, accounts }: Loaded) {
  const { place, go, say } = useInbox();
  const [pointed, point] = useState<number | null>(null);
  const [chosen, select] = useState<Selection | null>(null);
  const last = overview.buckets.length - 1;
  // New requests may have changed the buckets.
  const selection = chosen === null ? null : { from: Math.min(chosen.from, last), until: Math.min(chosen.until, last) };
  const brush: Brush = { overview, pointed, selection, point, select };
  const { from, width: bucket } = overview;
  const range =
    selection === null
      ? { since: from, until: overview.until }
      : { since: from + selection.from * bucket, until: from + (selection.until + 1) * bucket };
  const filters = { since: String(range.since), until: String(range.until) };
  const within = overview.buckets.slice(selection?.from ?? 0, (selection?.until ?? last) + 1);
  const count = sumOf(within.map(({ requests }) => requests));
  return (
    <>
      <Headline overview={overview} hasCallbacks={accounts !== null} />
      <TimeBrush overview={overview} selection={selection} onSelect={select}>
        <a href={hashOf({ ...place, view: "requests", item: null, filters: { ...filters, direction: "in" } })}>
          {say("show-requests", { count })}
        </a>
        <button type="button" class="small" disabled={selection === null} onClick={() => go({ filters })}>
          {say("zoom-in")}
        </button>
        <button
          type="button"
          class="small"
          disabled={selection === null}
          onClick={(event) => {
            event.currentTarget.closest("fieldset")?.querySelector("input")?.focus();
            select(null);
          }}
        >
          {say("clear-selection")}
        </button>
      </TimeBrush>
      <div class="charts">
        <RequestsChart brush={brush} />
        <DurationsChart brush={brush} />
        {accounts !== null && <CallbacksChart brush={brush} />}
        {accounts !== null && <CreditsChart brush={brush} accounts={accounts} />}
      </div>
      {accounts !== null && <OverviewTable overview={overview} />}
    </>
  );
}

/** The main figures of the whole time. */
function Headline({ overview, hasCallbacks }: { readonly overview: Counted; readonly hasCallbacks: boolean }) {
  const { figure, say } = useInbox();
  const { buckets, codes, requests, from, until, width } = overview;
  const problems = sumOf(codes.filter(({ result }) => result === "bad").flatMap(({ counts }) => counts));
  const [succeeded, failed] = [
    sumOf(buckets.map((bucket) => bucket.succeeded)),
    sumOf(buckets.map((bucket) => bucket.failed)),
  ];
  const success = succeeded + failed === 0 ? "–" : `${figure(shareOf(succeeded, failed).percent)} %`;
  const busiest = Math.max(...buckets.map((bucket) => bucket.requests));
  const figures: readonly (readonly [name: string, figure: string])[] = [
    [say("requests"), figure(requests)],
    [say("problems"), figure(problems)],
    [say("busiest"), say("per-second", { count: rateOf(busiest, width) })],
    [say("callback-success"), !hasCallbacks ? "…" : success],
  ];
  return (
    <>
      <p class="lead">
        {dateTime(from)} – {date(from) === date(until) ? time(until) : dateTime(until)} ·{" "}
        {say("per-bucket", { width: durationWords(width) })}
      </p>
      <dl class="measure figures">
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Requests per second, in two significant digits. */
function rateOf(count: number, width: number): number {
  return Number(((count * 1_000) / width).toPrecision(2));
}
