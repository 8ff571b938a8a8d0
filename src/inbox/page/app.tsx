import { useEffect, useMemo, useState } from "preact/hooks";
import { connectLive, type Live, type LiveState } from "./remote/live.ts";
import type { Remote } from "./remote/remote.ts";
import { hashOf, type Place, readPlace } from "./route.ts";
import { Shell } from "./shell/shell.tsx";
import { useTaste } from "./taste.ts";
import { sayIn } from "./words/say.ts";
import { WorldContext } from "./world.ts";

/** The whole page. */
export function App({ remote }: { readonly remote: Remote }) {
  const taste = useTaste();
  const place = usePlace();
  const [state, setState] = useState<LiveState>("connecting");
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const made = connectLive(remote, place.sandbox, setState);
    setLive(made);
    return () => made.stop();
  }, [remote, place.sandbox]);

  const world = useMemo(
    () => ({
      place,
      remote,
      live,
      say: sayIn(taste.language),
      go(to: Partial<Place>) {
        const hash = hashOf({ ...place, ...to });
        // Typing into a filter is no journey.
        const typed = to.filters !== undefined && Object.keys(to).length === 1;
        if (!typed) location.hash = hash;
        else {
          history.replaceState(null, "", hash);
          dispatchEvent(new HashChangeEvent("hashchange"));
        }
      },
    }),
    [place, remote, live, taste.language],
  );
  return (
    <WorldContext.Provider value={world}>
      <Shell taste={taste} state={state} />
    </WorldContext.Provider>
  );
}

function usePlace(): Place {
  const [place, setPlace] = useState(() => readPlace(location.hash));
  useEffect(() => {
    const moved = (): void => setPlace(readPlace(location.hash));
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return place;
}
