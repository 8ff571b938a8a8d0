import { useEffect, useMemo, useState } from "preact/hooks";
import type { About } from "../../api/schema/emulator.ts";
import { InboxContext } from "./inbox.ts";
import { usePreferences } from "./preferences.ts";
import { connectLive, type Live, type LiveState } from "./remote/live.ts";
import type { Remote } from "./remote/remote.ts";
import { hashOf, type Place, readPlace } from "./route.ts";
import { Shell } from "./shell/shell.tsx";
import { figureIn, sayIn } from "./words/say.ts";

/** The whole page. */
export function App({ remote }: { readonly remote: Remote }) {
  const preferences = usePreferences();
  const place = usePlace();
  const [state, setState] = useState<LiveState>("connecting");
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const made = connectLive(remote, place.sandbox, setState);
    setLive(made);
    return () => made.stop();
  }, [remote, place.sandbox]);

  const about = useAbout(remote, state);

  const inbox = useMemo(
    () => ({
      place,
      remote,
      live,
      about,
      language: preferences.language,
      say: sayIn(preferences.language),
      figure: figureIn(preferences.language),
      go,
      filter,
    }),
    [place, remote, live, about, preferences.language],
  );
  return (
    <InboxContext.Provider value={inbox}>
      <Shell preferences={preferences} state={state} />
    </InboxContext.Provider>
  );
}

/** Reads listeners and providers as soon as the emulator answers. */
function useAbout(remote: Remote, state: LiveState): About | null {
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    if (about === null)
      remote.call("GET /about").then(setAbout, () => {
        // Read again with the next state of the connection.
      });
  }, [about, remote, state]);
  return about;
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
