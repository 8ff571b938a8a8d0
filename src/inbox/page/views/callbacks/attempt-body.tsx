import { Evidence } from "../../parts/evidence.tsx";
import { Scrolling } from "../../parts/scrolling.tsx";
import type { Attempt } from "../../remote/callbacks.ts";
import type { Point } from "../../remote/coverage.ts";
import { useWorld } from "../../world.ts";

/** Request and response of one attempt, and the evidence for the request's shape. */
export function AttemptBody({ attempt, points }: { readonly attempt: Attempt; readonly points: readonly Point[] }) {
  const { say } = useWorld();
  return (
    <div class="call-body">
      <figure class="raw">
        <figcaption>{say("request")}</figcaption>
        <Scrolling label={say("request")} text={attempt.request} />
      </figure>
      <figure class="raw">
        <figcaption>
          {say("receiver-answer")} {attempt.status !== null && <code class="code">{attempt.status}</code>}
        </figcaption>
        {attempt.answer === "" ? (
          <p class="hint">{attempt.error === "" ? say("empty-answer") : attempt.error}</p>
        ) : (
          <Scrolling label={say("receiver-answer")} text={attempt.answer} />
        )}
      </figure>
      <Evidence points={points} />
    </div>
  );
}
