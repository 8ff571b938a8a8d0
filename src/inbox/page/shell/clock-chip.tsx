import { useEffect, useState } from "preact/hooks";
import { useClock } from "../clock.ts";
import { useInbox } from "../inbox.ts";
import { Icon } from "../parts/icon.tsx";
import { hourMinute } from "../parts/time.ts";
import { useAction } from "../parts/use-action.ts";
import { sentenceOf } from "../remote/remote.ts";
import { hashOf } from "../route.ts";

/** Time of the sandbox; a manual clock can be advanced from anywhere. */
export function ClockChip() {
  const { remote, place, say } = useInbox();
  const clock = useClock();
  const { busy, error, run } = useAction();
  // A clock that runs is shown running.
  const [, tick] = useState(0);
  const mode = clock?.mode;
  useEffect(() => {
    if (mode !== "real") return;
    const timer = setInterval(() => tick((count) => count + 1), 10_000);
    return () => clearInterval(timer);
  }, [mode]);
  if (clock === null) return null;
  const next = error === null ? say("to-next-long") : sentenceOf(error);
  return (
    <span class="clock-chip">
      <a class="chip" href={hashOf({ ...place, view: "clock", item: null, filters: {} })}>
        {hourMinute(mode === "real" ? Date.now() : clock.now)} <span>{say(`clock-${clock.mode}`)}</span>
      </a>
      {mode === "manual" && (
        <button
          type="button"
          class="quiet icon-only"
          aria-label={next}
          title={next}
          disabled={busy}
          onClick={() =>
            run(() => remote.call("POST /sandboxes/{sandbox}/clock/advance", { sandbox: place.sandbox, next: true }))
          }
        >
          <Icon name="step" />
        </button>
      )}
    </span>
  );
}
