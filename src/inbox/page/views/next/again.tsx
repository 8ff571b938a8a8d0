import { useState } from "preact/hooks";
import type { RequestRow } from "../../../../api/schema/request.ts";
import { useInbox } from "../../inbox.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { useCoverage } from "../../parts/use-coverage.ts";
import { hashOf } from "../../route.ts";
import { ruleToRepeat } from "./outcomes.ts";

/** Puts a rule in front by which the next request of this operation ends like this one. */
export function Again({ request }: { readonly request: RequestRow }) {
  const { remote, place, say } = useInbox();
  const action = useAction();
  const [isDone, setDone] = useState(false);
  const rule = ruleToRepeat(request, useCoverage());
  if (rule === null) return null;
  const put = (): void =>
    action.run(
      () => remote.call("POST /sandboxes/{sandbox}/scenario/next", { sandbox: place.sandbox, ...rule }),
      () => setDone(true),
    );
  return (
    <div class="actions">
      <button type="button" class="small" disabled={action.busy} onClick={put}>
        {say("make-again")}
      </button>
      <span role="status">
        {isDone && (
          <>
            {say("made-again", { operation: request.operation })}{" "}
            <a href={hashOf({ ...place, view: "scenarios", item: "next", filters: {} })}>{say("in-front")}</a>
          </>
        )}
      </span>
      <Trouble error={action.error} />
    </div>
  );
}
