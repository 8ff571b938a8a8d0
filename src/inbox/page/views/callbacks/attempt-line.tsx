import type { AttemptView, CallbackView } from "../../../../api/schema/callback.ts";
import { useInbox } from "../../inbox.ts";
import { ToneChip } from "../../parts/chips.tsx";
import { dateTime, durationWords, time } from "../../parts/time.ts";

const tones = { waiting: "waiting", delivered: "good", "given-up": "bad", lost: "warn", dropped: "warn" } as const;

/** State of a callback, and the time of its next attempt. @param short without the day */
export function CallbackState({
  callback,
  short = false,
}: {
  readonly callback: CallbackView;
  readonly short?: boolean;
}) {
  const { say } = useInbox();
  return (
    <>
      <ToneChip tone={tones[callback.state]}>{say(`callback-${callback.state}`)}</ToneChip>
      {callback.state === "waiting" && callback.attemptCount > 0 && (
        <small>{say("next-attempt", { when: (short ? time : dateTime)(callback.at) })}</small>
      )}
    </>
  );
}

/** Tone of an attempt: it went well, failed, or is under way. */
export function attemptTone({ status, error }: AttemptView, by: string): "good" | "bad" | "going" {
  if (status === null) return error === "" ? "going" : "bad";
  return (by === "smpp" ? status === 0 : status < 400) ? "good" : "bad";
}

/** Result of one attempt. */
export function AttemptLine({ attempt, by }: { readonly attempt: AttemptView; readonly by: string }) {
  const { say } = useInbox();
  const { status, error } = attempt;
  const outcome = status === null ? error || say("under-way") : String(status);
  return (
    <>
      <ToneChip tone={attemptTone(attempt, by)}>{outcome}</ToneChip>{" "}
      <small>
        {say("attempt-number", { number: attempt.number })} · {durationWords(attempt.durationMs)} · {attempt.address}
      </small>
    </>
  );
}
