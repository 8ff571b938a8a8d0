import { useClock } from "../../clock.ts";
import { useInbox } from "../../inbox.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";

/** Moves a clock that stands still on to what is still to come. */
export function AdvanceTo({ at }: { readonly at: number }) {
  const { remote, place, say } = useInbox();
  const { busy, error, run } = useAction();
  if (useClock()?.mode !== "manual") return null;
  return (
    <>
      <button
        type="button"
        class="quiet small"
        disabled={busy}
        onClick={() =>
          run(() => remote.call("POST /sandboxes/{sandbox}/clock/advance", { sandbox: place.sandbox, to: at }))
        }
      >
        {say("advance-to")}
      </button>
      <Trouble error={error} />
    </>
  );
}
