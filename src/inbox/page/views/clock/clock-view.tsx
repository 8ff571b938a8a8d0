import { useEffect, useState } from "preact/hooks";
import type { Advanced, Occurrence } from "../../../../api/schema/event.ts";
import type { ClockInput, ClockView as SandboxClock } from "../../../../api/schema/sandbox.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { statusWord } from "../../parts/chips.tsx";
import { phone } from "../../parts/number.ts";
import { dateTime, durationWords, time } from "../../parts/time.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { hashOf, type View } from "../../route.ts";
import { Agenda } from "./agenda.tsx";
import { ScenarioTimeline } from "./scenario-timeline.tsx";
import { Snapshots } from "./snapshots.tsx";

type Move = { readonly by: string } | { readonly to: number } | { readonly next: true };

const steps = ["1s", "1m", "1h", "48h"] as const;
const speeds = [10, 60, 3600] as const;

/** Time of the sandbox, and the buttons that move its clock. */
export function ClockView() {
  const { remote, place, say } = useInbox();
  const action = useAction();
  const [advanced, setAdvanced] = useState<Advanced | null>(null);
  const { value, error, reload } = useLoaded(
    (from, sandbox) => from.call("GET /sandboxes/{sandbox}", { sandbox }),
    "clock-view",
    ["clock", "message", "status", "callback"],
  );
  const clock = value?.clock ?? null;
  const now = useTicking(clock);
  if (value === null || clock === null) return <Trouble error={error} />;
  const { sandbox } = place;
  const move = (to: Move): void =>
    action.run(async () => {
      setAdvanced(await remote.call("POST /sandboxes/{sandbox}/clock/advance", { sandbox, ...to }));
      await reload();
    });
  const moveTo = clock.mode === "manual" && !action.busy ? (at: number) => move({ to: at }) : undefined;
  const set = (to: ClockInput): void =>
    action.run(async () => {
      await remote.call("PUT /sandboxes/{sandbox}/clock", { sandbox, clock: to });
      await reload();
    });
  return (
    <div class="column">
      <div class="bar">
        <h1>{say("clock")}</h1>
      </div>
      <Face clock={clock} now={now} due={value.counts.due} action={action} error={error} onMove={move} onSet={set} />
      {advanced !== null && <AdvancedEvents advanced={advanced} />}
      <div class="agenda-beside">
        <Agenda now={now} count={value.counts.due} moveTo={moveTo} />
        <ScenarioTimeline now={now} moveTo={moveTo} />
      </div>
      <Speeds clock={clock} now={now} action={action} onSet={set} />
      <Snapshots />
      <Reset action={action} />
    </div>
  );
}

type Action = ReturnType<typeof useAction>;

interface FaceProps {
  readonly clock: SandboxClock;
  readonly now: number;
  /** Number of events that are due later. */
  readonly due: number;
  readonly action: Action;
  readonly error: unknown;
  readonly onMove: (to: Move) => void;
  readonly onSet: (to: ClockInput) => void;
}

/** The time, what is due next, and the buttons that move a manual clock. */
function Face({ clock, now, due, action, error, onMove, onSet }: FaceProps) {
  const { say } = useInbox();
  const manual = clock.mode === "manual";
  return (
    <section class="card face" aria-label={say("clock")}>
      <p class="now">
        <time dateTime={new Date(now).toISOString()}>
          <span class="now-date">{dateTime(now).slice(0, 10)}</span> {time(now)}
        </time>
      </p>
      <p class="facts">
        <span>{say(`clock-${clock.mode}-long`, { speed: clock.speed })}</span>
        {clock.setBy === "scenario" && <span>{say("clock-by-scenario")}</span>}
        <span>{say("clock-zone")}</span>
      </p>
      <p class="facts">
        {clock.next === null
          ? say("nothing-due")
          : say("next-due", { when: dateTime(clock.next), in: durationWords(Math.max(0, clock.next - now)) })}
        {due > 0 && ` · ${say("due-count", { count: due })}`}
      </p>
      <div class="actions">
        {manual ? (
          <>
            <button
              type="button"
              class="primary"
              disabled={action.busy || clock.next === null}
              onClick={() => onMove({ next: true })}
            >
              {say("to-next")}
            </button>
            {steps.map((step) => (
              <button key={step} type="button" disabled={action.busy} onClick={() => onMove({ by: step })}>
                {say(`step-${step}`)}
              </button>
            ))}
          </>
        ) : (
          <button
            type="button"
            class="primary"
            disabled={action.busy}
            onClick={() => onSet({ mode: "manual", start: now })}
          >
            {say("pause")}
          </button>
        )}
      </div>
      {!manual && <p class="hint">{say("pause-hint")}</p>}
      <Trouble error={action.error ?? error} />
    </section>
  );
}

interface SpeedsProps {
  readonly clock: SandboxClock;
  readonly now: number;
  readonly action: Action;
  readonly onSet: (to: ClockInput) => void;
}

/** Buttons that let the clock run, at the speed of real time or faster. */
function Speeds({ clock, now, action, onSet }: SpeedsProps) {
  const { say } = useInbox();
  return (
    <section class="card">
      <h2>{say("clock-runs")}</h2>
      <p>{say("clock-runs-text")}</p>
      <div class="actions">
        <button type="button" disabled={action.busy || clock.mode === "real"} onClick={() => onSet({ mode: "real" })}>
          {say("run-real")}
        </button>
        {speeds.map((speed) => (
          <button
            key={speed}
            type="button"
            disabled={action.busy}
            onClick={() => onSet({ mode: "speeded", speed, start: now })}
          >
            {say("run-speeded", { speed })}
          </button>
        ))}
      </div>
    </section>
  );
}

/** The button that empties the sandbox, behind a question. */
function Reset({ action }: { readonly action: Action }) {
  const { remote, place, say } = useInbox();
  return (
    <section class="card">
      <h2>{say("reset")}</h2>
      <p>{say("reset-text")}</p>
      <div class="actions">
        <button
          type="button"
          class="danger"
          disabled={action.busy}
          onClick={() => {
            if (confirm(say("reset-sure", { sandbox: place.sandbox })))
              action.run(() => remote.call("POST /sandboxes/{sandbox}/reset", { sandbox: place.sandbox }));
          }}
        >
          {say("reset-now")}
        </button>
      </div>
    </section>
  );
}

/** Time of a clock; a clock that runs is read anew four times a second. */
function useTicking(clock: SandboxClock | null): number {
  const [, tick] = useState(0);
  const [read, setRead] = useState({ clock, at: Date.now() });
  if (read.clock !== clock) setRead({ clock, at: Date.now() });
  const runs = clock !== null && clock.mode !== "manual";
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => tick((count) => count + 1), 250);
    return () => clearInterval(timer);
  }, [runs]);
  if (clock === null) return 0;
  return runs ? clock.now + (Date.now() - read.at) * clock.speed : clock.now;
}

function AdvancedEvents({ advanced }: { readonly advanced: Advanced }) {
  const { say } = useInbox();
  const occurrences = advanced.happened.slice(0, 200);
  return (
    <section class="card" aria-live="polite">
      <h2>{say("happened", { duration: durationWords(advanced.now - advanced.from) })}</h2>
      {occurrences.length === 0 ? (
        <p class="hint">{say("nothing-happened")}</p>
      ) : (
        <ol class="occurrences">
          {occurrences.map((occurrence, index) => (
            <li key={index}>
              <time>{time(occurrence.at)}</time> <OccurrenceLine occurrence={occurrence} />
            </li>
          ))}
        </ol>
      )}
      {advanced.happened.length > occurrences.length && (
        <p class="hint">{say("and-more", { count: advanced.happened.length - occurrences.length })}</p>
      )}
    </section>
  );
}

function OccurrenceLine({ occurrence }: { readonly occurrence: Occurrence }) {
  const { place, say } = useInbox();
  const to = (view: View, item: string | number): string => hashOf({ ...place, view, item: String(item), filters: {} });
  switch (occurrence.kind) {
    case "status":
      return (
        <>
          <a href={to("messages", occurrence.message)}>{say("message-number", { number: occurrence.message })}</a>{" "}
          {statusWord(occurrence.status, say)}
        </>
      );
    case "inbound":
      return (
        <>
          <a href={to("phones", occurrence.from)}>{phone(occurrence.from)}</a> <bdi>{occurrence.text}</bdi>
        </>
      );
    case "attempt":
      return (
        <>
          <a href={to("callbacks", occurrence.callback)}>{say("callback-number", { number: occurrence.callback })}</a>{" "}
          {occurrence.status ?? occurrence.error}
        </>
      );
    case "callback":
      return (
        <>
          <a href={to("callbacks", occurrence.callback)}>{say("callback-number", { number: occurrence.callback })}</a>{" "}
          {say(`callback-${occurrence.state}`)}
        </>
      );
    case "timeline":
      return <>{say("timeline-number", { number: occurrence.number })}</>;
  }
}
