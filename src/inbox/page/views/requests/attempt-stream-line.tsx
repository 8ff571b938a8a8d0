import { useInbox } from "../../inbox.ts";
import { ProviderTag, statusWord } from "../../parts/chips.tsx";
import { Icon } from "../../parts/icon.tsx";
import { phone } from "../../parts/number.ts";
import { RowTime } from "../../parts/row-time.tsx";
import { attemptTone } from "../callbacks/attempt-line.tsx";
import type { AttemptRow } from "./stream-rows.ts";

const results = { good: "good", bad: "bad", going: "other" } as const;

/** An attempt between the requests: phone, text, duration and the receiver's code. */
export function AttemptStreamLine({ row: { callback, attempt } }: { readonly row: AttemptRow }) {
  const { say } = useInbox();
  const { provider, about, status, by, text } = callback;
  const what = about === "inbound" ? say("a-reply") : `DLR ${statusWord(status ?? "", say)}`;
  const code = attempt.status === null ? (attempt.error === "" ? say("under-way") : say("no-answer")) : attempt.status;
  return (
    <>
      <span class="row-line">
        <span class="purpose outgoing" role="img" aria-label={say("purpose-attempt")}>
          <Icon name="callbacks" />
        </span>
        <b class="number">{callback.phone === undefined ? what : phone(callback.phone)}</b>
        <ProviderTag provider={provider} />
        <small class="ms">{say("ms", { count: Math.round(attempt.durationMs) })}</small>
        <RowTime at={attempt.at} />
      </span>
      <span class="row-line">
        {callback.phone !== undefined && <span class="operation">{what}</span>}
        {attempt.number > 1 && <span class="chip">#{attempt.number}</span>}
        <bdi class="snippet">{text ?? attempt.address}</bdi>
        <code class={`code ${results[attemptTone(attempt, by)]}`}>{code}</code>
      </span>
    </>
  );
}
