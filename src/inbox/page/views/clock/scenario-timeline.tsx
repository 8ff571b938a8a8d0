import type { ScenarioView } from "../../../../api/schema/scenario.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { durationWords, time } from "../../parts/time.ts";
import { wordsIn } from "../../words/say.ts";
import { useShippedWords } from "../scenarios/use-shipped-words.ts";
import { MoveHere, type MoveTo } from "./agenda.tsx";
import { type TimelineRow, timelineRows } from "./timeline-rows.ts";

/** Entries of the active scenario's timeline and windows of its rules, drawn on a common time axis. */
export function ScenarioTimeline({ now, moveTo }: { readonly now: number; readonly moveTo: MoveTo }) {
  const { say } = useInbox();
  const shippedWords = useShippedWords();
  const { value } = useLoaded(
    async (remote, sandbox) => ({ scenario: await remote.call("GET /sandboxes/{sandbox}/scenario", { sandbox }) }),
    "timeline",
    ["scenario", "clock"],
  );
  const scenario = value?.scenario ?? null;
  const rows = scenario === null ? [] : timelineRows(scenario);
  if (scenario === null || rows.length === 0) return null;
  return (
    <section class="card">
      <h2>{say("timeline-of", { title: shippedWords(scenario).title })}</h2>
      <ol class="timeline">
        {rows.map((row) => (
          <Row
            key={`${row.kind} ${row.number}`}
            row={row}
            scenario={scenario}
            now={now}
            end={endOf(rows, now)}
            moveTo={moveTo}
          />
        ))}
      </ol>
    </section>
  );
}

function endOf(rows: readonly TimelineRow[], now: number): number {
  return Math.max(now, ...rows.map(({ until }) => until));
}

interface RowProps {
  readonly row: TimelineRow;
  readonly scenario: ScenarioView;
  readonly now: number;
  /** End of the axis, which begins with the scenario. */
  readonly end: number;
  readonly moveTo: MoveTo;
}

function Row({ row, scenario: { startedAt }, now, end, moveTo }: RowProps) {
  const { say, language } = useInbox();
  const { from, until } = row;
  const x = (at: number): number =>
    end === startedAt ? 0 : ((Math.min(Math.max(at, startedAt), end) - startedAt) / (end - startedAt)) * 100;
  const state = until < now || (until === now && from < until) ? "over" : from <= now ? "running" : "coming";
  return (
    <li class={state}>
      <span class="timeline-when">
        <time dateTime={new Date(from).toISOString()}>{time(from)}</time>
        {until > from && (
          <>
            –<time dateTime={new Date(until).toISOString()}>{time(until)}</time>
          </>
        )}
        <small>
          {from <= startedAt ? say("at-start") : say("after-start", { duration: durationWords(from - startedAt) })}
        </small>
      </span>
      {state === "coming" ? <MoveHere at={from} moveTo={moveTo} /> : <small>{say(`timeline-${state}`)}</small>}
      <span class="timeline-what">
        {typeof row.words === "string" ? say("rule-window", { title: row.words }) : wordsIn(row.words, language)}
      </span>
      <svg width="100%" height="14" aria-hidden="true" focusable="false">
        <line class="axis" x1="0" x2="100%" y1="7" y2="7" />
        {until > from ? (
          <rect x={`${x(from)}%`} width={`${Math.max(0.6, x(until) - x(from))}%`} y="3" height="8" rx="3" />
        ) : (
          <circle cx={`${x(from)}%`} cy="7" r="5" />
        )}
        <line class="now-line" x1={`${x(now)}%`} x2={`${x(now)}%`} y1="0" y2="14" />
      </svg>
    </li>
  );
}
