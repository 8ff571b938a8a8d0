import { useEffect, useState } from "preact/hooks";
import { statusWord } from "../../parts/chips.tsx";
import { phone } from "../../parts/number.ts";
import { dateTime, span, time } from "../../parts/time.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { type Fields, number, text } from "../../remote/read.ts";
import {
  type Advance,
  type Advanced,
  advance,
  type Clock,
  getSandbox,
  resetSandbox,
  setClock,
} from "../../remote/sandboxes.ts";
import { hashOf, type View } from "../../route.ts";
import { useLoaded, useWorld } from "../../world.ts";

const steps = ["1s", "1m", "1h", "48h"] as const;
const speeds = [10, 60, 3600] as const;

/** Where the sandbox's clock stands, and how to move it. */
export function ClockView() {
  const { remote, place, say } = useWorld();
  const deed = useDeed();
  const [went, setWent] = useState<Advanced | null>(null);
  const { value, error, reload } = useLoaded((from) => getSandbox(from, place.sandbox), "clock-view", [
    "clock",
    "message",
    "status",
    "callback",
  ]);
  const clock = value?.clock ?? null;
  const now = useTicking(clock);
  if (value === null || clock === null) return <Trouble error={error} />;
  const move = (to: Advance): void =>
    deed.run(async () => {
      setWent(await advance(remote, place.sandbox, to));
      await reload();
    });
  const set = (change: unknown): void =>
    deed.run(async () => {
      await setClock(remote, place.sandbox, change);
      await reload();
    });
  return (
    <div class="column">
      <div class="bar">
        <h1>{say("clock")}</h1>
      </div>
      <Face
        clock={clock}
        now={now}
        due={value.counts["due"] ?? 0}
        deed={deed}
        error={error}
        onMove={move}
        onSet={set}
      />
      {went !== null && <Happenings went={went} />}
      <Speeds clock={clock} now={now} deed={deed} onSet={set} />
      <Reset deed={deed} />
    </div>
  );
}

type Deed = ReturnType<typeof useDeed>;

interface FaceProps {
  readonly clock: Clock;
  readonly now: number;
  /** Number of events that are due later. */
  readonly due: number;
  readonly deed: Deed;
  readonly error: unknown;
  readonly onMove: (to: Advance) => void;
  readonly onSet: (change: unknown) => void;
}

/** The time, what is due next, and the buttons that move a manual clock. */
function Face({ clock, now, due, deed, error, onMove, onSet }: FaceProps) {
  const { say } = useWorld();
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
        <span>{say("clock-zone")}</span>
      </p>
      <p class="facts">
        {clock.next === null
          ? say("nothing-due")
          : say("next-due", { when: dateTime(clock.next), in: span(Math.max(0, clock.next - now)) })}
        {" · "}
        {say("due-count", { count: due })}
      </p>
      <div class="deeds">
        {manual ? (
          <>
            <button
              type="button"
              class="primary"
              disabled={deed.busy || clock.next === null}
              onClick={() => onMove({ next: true })}
            >
              {say("to-next")}
            </button>
            {steps.map((step) => (
              <button key={step} type="button" disabled={deed.busy} onClick={() => onMove({ by: step })}>
                {say(`step-${step}`)}
              </button>
            ))}
          </>
        ) : (
          <button
            type="button"
            class="primary"
            disabled={deed.busy}
            onClick={() => onSet({ mode: "manual", start: now })}
          >
            {say("pause")}
          </button>
        )}
      </div>
      {!manual && <p class="hint">{say("pause-hint")}</p>}
      <Trouble error={deed.error ?? error} />
    </section>
  );
}

interface SpeedsProps {
  readonly clock: Clock;
  readonly now: number;
  readonly deed: Deed;
  readonly onSet: (change: unknown) => void;
}

/** Buttons that let the clock run, at the speed of real time or faster. */
function Speeds({ clock, now, deed, onSet }: SpeedsProps) {
  const { say } = useWorld();
  return (
    <section class="card">
      <h2>{say("clock-runs")}</h2>
      <p>{say("clock-runs-text")}</p>
      <div class="deeds">
        <button type="button" disabled={deed.busy || clock.mode === "real"} onClick={() => onSet({ mode: "real" })}>
          {say("run-real")}
        </button>
        {speeds.map((speed) => (
          <button
            key={speed}
            type="button"
            disabled={deed.busy}
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
function Reset({ deed }: { readonly deed: Deed }) {
  const { remote, place, say } = useWorld();
  return (
    <section class="card">
      <h2>{say("reset")}</h2>
      <p>{say("reset-text")}</p>
      <div class="deeds">
        <button
          type="button"
          class="danger"
          disabled={deed.busy}
          onClick={() => {
            if (confirm(say("reset-sure", { sandbox: place.sandbox })))
              deed.run(() => resetSandbox(remote, place.sandbox));
          }}
        >
          {say("reset-now")}
        </button>
      </div>
    </section>
  );
}

/** Time of a clock; a clock that runs is read anew four times a second. */
function useTicking(clock: Clock | null): number {
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

function Happenings({ went }: { readonly went: Advanced }) {
  const { say } = useWorld();
  const shown = went.happened.slice(0, 200);
  return (
    <section class="card" aria-live="polite">
      <h2>{say("happened", { span: span(went.now - went.from) })}</h2>
      {shown.length === 0 ? (
        <p class="hint">{say("nothing-happened")}</p>
      ) : (
        <ol class="happenings">
          {shown.map((one, index) => (
            <li key={index}>
              <time>{time(number(one["at"]))}</time> <Happening one={one} />
            </li>
          ))}
        </ol>
      )}
      {went.happened.length > shown.length && (
        <p class="hint">{say("and-more", { count: went.happened.length - shown.length })}</p>
      )}
    </section>
  );
}

function Happening({ one }: { readonly one: Fields }) {
  const { place, say } = useWorld();
  const to = (view: View, item: unknown): string => hashOf({ ...place, view, item: text(item), filters: {} });
  switch (text(one["kind"])) {
    case "status":
      return (
        <>
          <a href={to("messages", one["message"])}>{say("message-number", { number: text(one["message"]) })}</a>{" "}
          {statusWord(text(one["status"]), say)}
        </>
      );
    case "inbound":
      return (
        <>
          <a href={to("phones", one["from"])}>{phone(text(one["from"]))}</a> <bdi>{text(one["text"])}</bdi>
        </>
      );
    case "attempt":
    case "callback":
      return (
        <>
          <a href={to("callbacks", one["callback"])}>{say("callback-number", { number: text(one["callback"]) })}</a>{" "}
          {text(one["state"], text(one["status"], text(one["error"])))}
        </>
      );
    default:
      return <>{`${text(one["kind"])} ${text(one["number"])}`}</>;
  }
}
