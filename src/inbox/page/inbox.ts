// Context of every view: its place, the connection to the emulator, and the events there.

import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { About } from "../../api/schema/emulator.ts";
import type { Language } from "../../core/sentences.ts";
import type { Kind, Live } from "./remote/live.ts";
import type { Remote } from "./remote/remote.ts";
import type { Place } from "./route.ts";
import type { Figure, Say } from "./words/say.ts";

export interface InboxState {
  readonly place: Place;
  readonly remote: Remote;
  readonly live: Live | null;
  /** Listeners and providers of the emulator; null: not read yet. */
  readonly about: About | null;
  readonly language: Language;
  readonly say: Say;
  readonly figure: Figure;
  /** Goes to a place; what is left out stays as it is. */
  readonly go: (to: Partial<Place>) => void;
  /** Sets one filter, or with an empty value takes it away; the others stay as the address has them. */
  readonly filter: (name: string, value: string) => void;
}

export const InboxContext = createContext<InboxState | null>(null);

export function useInbox(): InboxState {
  const inbox = useContext(InboxContext);
  if (inbox === null) throw new Error("a view stands outside of the page");
  return inbox;
}

/** The least rest between two looks, in milliseconds. */
const rest = 100;

/**
 * Runs `work` when something of these kinds has happened: at once, and then not again before it is over and has rested
 * twice as long as it took, so that a page that is open costs a busy emulator little.
 */
export function useLive(kinds: readonly Kind[], work: () => Promise<unknown>): void {
  const { live } = useInbox();
  const latest = useRef(work);
  latest.current = work;
  const wanted = kinds.join(" ");
  useEffect(() => {
    let busy = false;
    let again = false;
    async function run(): Promise<void> {
      again = true;
      if (busy) return;
      busy = true;
      while (again) {
        again = false;
        const begun = performance.now();
        await latest.current();
        const took = performance.now() - begun;
        await new Promise((resolve) => setTimeout(resolve, Math.max(rest, 2 * took)));
      }
      busy = false;
    }
    const names = new Set(wanted.split(" "));
    return live?.listen((happened) => {
      if ([...happened].some((kind) => kind === "reset" || names.has(kind))) void run();
    });
  }, [live, wanted]);
}

export interface Loaded<T> {
  readonly value: T | null;
  readonly error: unknown;
  readonly reload: () => Promise<void>;
}

/** Reads something of the chosen sandbox, and again whenever one of these kinds has happened. Its calls end with the view. */
export function useLoaded<T>(
  load: (remote: Remote, sandbox: string) => Promise<T>,
  key: string,
  kinds: readonly Kind[],
): Loaded<T> {
  const { remote, place } = useInbox();
  const whole = `${place.sandbox} ${key}`;
  const [state, setState] = useState<{ key: string; value: T | null; error: unknown }>({
    key: whole,
    value: null,
    error: null,
  });
  const current = useRef(whole);
  current.current = whole;
  const loader = useRef(load);
  loader.current = load;
  const ended = useRef(new AbortController());
  const reload = useRef(async (): Promise<void> => {});
  reload.current = async () => {
    const { signal } = ended.current;
    try {
      const value = await loader.current(remote.until(signal), place.sandbox);
      if (current.current === whole) setState({ key: whole, value, error: null });
    } catch (error) {
      if (current.current === whole && !signal.aborted)
        setState((old) => ({ key: whole, value: old.key === whole ? old.value : null, error }));
    }
  };
  useEffect(() => {
    ended.current = new AbortController();
    void reload.current();
    return () => ended.current.abort();
  }, [whole, remote]);
  const again = (): Promise<void> => reload.current();
  useLive(kinds, again);
  return state.key === whole ? { ...state, reload: again } : { value: null, error: null, reload: again };
}
