import type { AccountView } from "../../../../api/schema/account.ts";
import type { OverviewView } from "../../../../api/schema/overview.ts";
import { useInbox } from "../../inbox.ts";
import { useProviderTitle } from "../../parts/chips.tsx";
import { durationWords } from "../../parts/time.ts";
import { hashOf } from "../../route.ts";
import { type Brush, Chart } from "./chart.tsx";
import { barsOf, lineOf, stackOf } from "./scale.ts";
import { sumOf, valueIn } from "./sums.ts";

type CodeSeries = OverviewView["codes"][number];

interface Props {
  readonly brush: Brush;
}

const resultOrder = ["good", "warned", "other", "bad"] as const;

/** Requests of each bucket, one bar above the other by code. */
export function RequestsChart({ brush }: Props) {
  const { figure, say } = useInbox();
  const { overview } = brush;
  const codes = resultOrder.flatMap((result) => overview.codes.filter((series) => series.result === result));
  const named = codes.map(({ counts }) => counts);
  const rest = overview.buckets.map(
    ({ requests }, bucket) => requests - sumOf(named.map((counts) => counts[bucket] ?? 0)),
  );
  const hasRest = rest.some((count) => count > 0);
  const stack = [...named, ...(hasRest ? [rest] : [])];
  const below = stackOf(stack);
  const all = overview.buckets.map(({ requests }) => requests);
  const per = say("per-bucket", { width: durationWords(overview.width) });
  const count = valueIn(brush, all);
  return (
    <Chart
      title={say("requests")}
      figures={`${figure(count)} · ${per}`}
      summary={say("chart-requests", { count: overview.requests, codes: codes.length })}
      max={Math.max(...all)}
      brush={brush}
      draw={(scale) =>
        stack.map((counts, index) => (
          <path key={index} class={`bars ${shadeOf(codes, index)}`} d={barsOf(scale, counts, below[index] ?? [])} />
        ))
      }
      legend={<CodesLegend codes={codes} brush={brush} />}
    />
  );
}

/** Class of a series: the colour of its result, weaker for each further series of the same result. */
function shadeOf(codes: readonly CodeSeries[], index: number): string {
  const code = codes[index];
  if (code === undefined) return "other shade-3";
  const earlier = codes.slice(0, index).filter(({ result }) => result === code.result).length;
  return `${code.result} shade-${Math.min(3, earlier)}`;
}

function CodesLegend({ codes, brush }: Props & { readonly codes: readonly CodeSeries[] }) {
  const { figure, place, say } = useInbox();
  const titleOf = useProviderTitle();
  return (
    <ul class="legend" aria-label={say("codes")}>
      {codes.map(({ provider, code, counts }, index) => (
        <li key={`${provider} ${code} ${index}`}>
          <a href={hashOf({ ...place, view: "requests", item: null, filters: { provider, code } })}>
            <span class={`swatch ${shadeOf(codes, index)}`} /> {titleOf(provider)} <code>{code}</code>
          </a>{" "}
          <small>{figure(valueIn(brush, counts))}</small>
        </li>
      ))}
    </ul>
  );
}

/** Median and 95th percentile of the milliseconds of requests. */
export function DurationsChart({ brush }: Props) {
  const { say } = useInbox();
  const { overview, pointed } = brush;
  const bucket = pointed === null ? undefined : overview.buckets[pointed];
  const { p50, p95 } = bucket ?? overview;
  const words = (ms: number | null): string => (ms === null ? "–" : say("ms", { count: ms }));
  return (
    <Chart
      title={say("milliseconds")}
      figures={
        <>
          <span class="key p50">p50</span> {words(p50)} <span class="key p95">p95</span> {words(p95)}
        </>
      }
      summary={`p50 ${words(overview.p50)}, p95 ${words(overview.p95)}`}
      max={Math.max(1, ...overview.buckets.map((bucket) => bucket.p95 ?? 0))}
      brush={brush}
      draw={(scale) =>
        (["p95", "p50"] as const).map((name) => (
          <path
            key={name}
            class={`curve ${name}`}
            d={lineOf(
              scale,
              overview.buckets.map((bucket) => bucket[name]),
            )}
          />
        ))
      }
    />
  );
}

/** Attempts of callbacks: those that the receiver took, and the others above them. */
export function CallbacksChart({ brush }: Props) {
  const { say } = useInbox();
  const { buckets } = brush.overview;
  const [good, bad] = [buckets.map(({ succeeded }) => succeeded), buckets.map(({ failed }) => failed)];
  const [taken, lost] = [valueIn(brush, good), valueIn(brush, bad)];
  const figures = taken + lost === 0 ? say("no-attempt-here") : say("success-share", shareOf(taken, lost));
  const [allTaken, allLost] = [sumOf(good), sumOf(bad)];
  const summary = allTaken + allLost === 0 ? say("no-attempt-here") : say("success-share", shareOf(allTaken, allLost));
  return (
    <Chart
      title={say("callback-attempts")}
      figures={figures}
      summary={summary}
      max={Math.max(...buckets.map(({ succeeded, failed }) => succeeded + failed))}
      brush={brush}
      draw={(scale) => (
        <>
          <path class="bars good shade-0" d={barsOf(scale, good, [])} />
          <path class="bars bad shade-0" d={barsOf(scale, bad, good)} />
        </>
      )}
    />
  );
}

export function shareOf(succeeded: number, failed: number) {
  const all = succeeded + failed;
  const percent = Math.floor((succeeded / all) * 1_000) / 10;
  return { percent, succeeded, count: all };
}

/** Credits that messages took, by account, with the balance of now. */
export function CreditsChart({ brush, accounts }: Props & { readonly accounts: readonly AccountView[] }) {
  const { figure, place, say } = useInbox();
  const { overview } = brush;
  const all = overview.buckets.map(({ spent }) => spent);
  const named = overview.accounts.map(({ counts }) => counts);
  const rest = all.map((spent, bucket) => spent - sumOf(named.map((counts) => counts[bucket] ?? 0)));
  const stack = rest.some((spent) => spent > 0) ? [...named, rest] : named;
  const below = stackOf(stack);
  const spent = valueIn(brush, all);
  return (
    <Chart
      title={say("credits-spent")}
      figures={figure(spent)}
      summary={say("chart-credits", { count: sumOf(all) })}
      max={Math.max(...all)}
      brush={brush}
      draw={(scale) =>
        stack.map((values, index) => (
          <path
            key={index}
            class={`bars spent shade-${Math.min(3, index)}`}
            d={barsOf(scale, values, below[index] ?? [])}
          />
        ))
      }
      legend={
        <ul class="legend" aria-label={say("accounts")}>
          {overview.accounts.map(({ account, counts }, index) => (
            <li key={account}>
              <a href={hashOf({ ...place, view: "accounts", item: account, filters: {} })}>
                <span class={`swatch spent shade-${Math.min(3, index)}`} /> {account}
              </a>{" "}
              <small>{balanceWords(account, valueIn(brush, counts))}</small>
            </li>
          ))}
        </ul>
      }
    />
  );

  function balanceWords(key: string, took: number): string {
    const account = accounts.find(({ provider, name }) => `${provider}/${name}` === key);
    if (account === undefined) return figure(took);
    return say("spent-of", {
      spent: took,
      left: sumOf(Object.values(account.credits)),
    });
  }
}
