import { ToneChip } from "../../parts/chips.tsx";
import { dateTime, span, time } from "../../parts/time.ts";
import type { Attempt, Callback } from "../../remote/callbacks.ts";
import { useWorld } from "../../world.ts";

const tones = { waiting: "waiting", delivered: "good", "given-up": "bad", lost: "warn", dropped: "warn" } as const;
export const callbackStates = ["waiting", "delivered", "given-up", "lost", "dropped"] as const;

/** Where a callback stands, and when it is tried next. @param short without the day */
export function CallbackState({ callback, short = false }: { readonly callback: Callback; readonly short?: boolean }) {
  const { say } = useWorld();
  const known = callbackStates.find((one) => one === callback.state);
  return (
    <>
      <ToneChip tone={known === undefined ? "waiting" : tones[known]}>
        {known === undefined ? callback.state : say(`callback-${known}`)}
      </ToneChip>
      {callback.state === "waiting" && callback.tries > 0 && (
        <small>{say("next-try", { when: (short ? time : dateTime)(callback.at) })}</small>
      )}
    </>
  );
}

/** Whether a try went well, or is under way. */
export function attemptTone({ status, error }: Attempt, by: string): "good" | "bad" | "going" {
  if (status === null) return error === "" ? "going" : "bad";
  return (by === "smpp" ? status === 0 : status < 400) ? "good" : "bad";
}

/** How one try went. */
export function AttemptLine({ attempt, by }: { readonly attempt: Attempt; readonly by: string }) {
  const { say } = useWorld();
  const { status, error } = attempt;
  const shown = status === null ? error || say("under-way") : String(status);
  return (
    <>
      <ToneChip tone={attemptTone(attempt, by)}>{shown}</ToneChip>{" "}
      <small>
        {say("try-number", { number: attempt.number })} · {span(attempt.durationMs)} · {attempt.address}
      </small>
    </>
  );
}
