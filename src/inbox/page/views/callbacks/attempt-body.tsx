import type { AttemptView } from "../../../../api/schema/callback.ts";
import { useInbox } from "../../inbox.ts";
import { Evidence } from "../../parts/evidence.tsx";
import { RawBytes } from "../../parts/raw.tsx";
import type { Point } from "../../remote/coverage.ts";

/** Request and response of one attempt, and the evidence for the request's shape. */
export function AttemptBody({ attempt, points }: { readonly attempt: AttemptView; readonly points: readonly Point[] }) {
  const { say } = useInbox();
  const status = attempt.status !== null && <code class="code">{attempt.status}</code>;
  return (
    <div class="request-body">
      <RawBytes raw={{ text: attempt.request }} label={say("request")} />
      {attempt.answer === "" ? (
        <figure class="raw">
          <figcaption>
            {say("receiver-response")} {status}
          </figcaption>
          <p class="hint">{attempt.error === "" ? say("empty-response") : attempt.error}</p>
        </figure>
      ) : (
        <RawBytes raw={{ text: attempt.answer }} label={say("receiver-response")} beside={status} />
      )}
      <Evidence points={points} />
    </div>
  );
}
