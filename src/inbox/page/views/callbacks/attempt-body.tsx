import type { AttemptView } from "../../../../api/schema/callback.ts";
import { useInbox } from "../../inbox.ts";
import { Evidence } from "../../parts/evidence.tsx";
import { Scrolling } from "../../parts/scrolling.tsx";
import type { Point } from "../../remote/coverage.ts";

/** Request and response of one attempt, and the evidence for the request's shape. */
export function AttemptBody({ attempt, points }: { readonly attempt: AttemptView; readonly points: readonly Point[] }) {
  const { say } = useInbox();
  return (
    <div class="request-body">
      <figure class="raw">
        <figcaption>{say("request")}</figcaption>
        <Scrolling label={say("request")} text={attempt.request} />
      </figure>
      <figure class="raw">
        <figcaption>
          {say("receiver-response")} {attempt.status !== null && <code class="code">{attempt.status}</code>}
        </figcaption>
        {attempt.answer === "" ? (
          <p class="hint">{attempt.error === "" ? say("empty-response") : attempt.error}</p>
        ) : (
          <Scrolling label={say("receiver-response")} text={attempt.answer} />
        )}
      </figure>
      <Evidence points={points} />
    </div>
  );
}
