import { useClock } from "../../clock.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { advance } from "../../remote/sandboxes.ts";
import { useWorld } from "../../world.ts";

/** Moves a clock that stands still on to what is still to come. */
export function ComeTo({ at }: { readonly at: number }) {
  const { remote, place, say } = useWorld();
  const { busy, error, run } = useDeed();
  if (useClock()?.mode !== "manual") return null;
  return (
    <>
      <button
        type="button"
        class="quiet small"
        disabled={busy}
        onClick={() => run(() => advance(remote, place.sandbox, { to: at }))}
      >
        {say("come-to")}
      </button>
      <Trouble error={error} />
    </>
  );
}
