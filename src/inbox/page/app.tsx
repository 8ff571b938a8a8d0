import { useEffect, useMemo, useState } from "preact/hooks";
import { connectLive, type Live, type LiveState } from "./remote/live.ts";
import type { Remote } from "./remote/remote.ts";
import { hashOf, type Place, readPlace } from "./route.ts";
import { Shell } from "./shell/shell.tsx";
import { useTaste } from "./taste.ts";
import { sayIn } from "./words/say.ts";
import { toldIn } from "./words/told.ts";
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
      told: toldIn(taste.language),
      go,
      filter,
    }),
    [place, remote, live, taste.language],
  );
  return (
    <WorldContext.Provider value={world}>
      <Shell taste={taste} state={state} />
    </WorldContext.Provider>
  );
}

// The address is asked where the reader is: what is shown may lag behind it.
function go(to: Partial<Place>): void {
  location.hash = hashOf({ ...readPlace(location.hash), ...to });
}

/** Typing into a filter is no journey. */
function filter(name: string, value: string): void {
  const now = readPlace(location.hash);
  history.replaceState(null, "", hashOf({ ...now, filters: { ...now.filters, [name]: value } }));
  dispatchEvent(new HashChangeEvent("hashchange"));
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
