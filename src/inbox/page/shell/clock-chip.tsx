import { useEffect, useState } from "preact/hooks";
import { useClock } from "../clock.ts";
import { Icon } from "../parts/icon.tsx";
import { hourMinute } from "../parts/time.ts";
import { useDeed } from "../parts/use-deed.ts";
import { sentenceOf } from "../remote/remote.ts";
import { advance } from "../remote/sandboxes.ts";
import { hashOf } from "../route.ts";
import { useWorld } from "../world.ts";

/** Where the sandbox's clock stands; one that stands still can be moved on from anywhere. */
export function ClockChip() {
  const { remote, place, say } = useWorld();
  const clock = useClock();
  const { busy, error, run } = useDeed();
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
          onClick={() => run(() => advance(remote, place.sandbox, { next: true }))}
        >
          <Icon name="step" />
        </button>
      )}
    </span>
  );
}
