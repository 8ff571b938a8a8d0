// The clock of the chosen sandbox, read once for all that shows it.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Clock, getSandbox } from "./remote/sandboxes.ts";
import { useLoaded, useWorld } from "./world.ts";

export const ClockContext = createContext<Clock | null>(null);

/** Null: not read yet. */
export function useClock(): Clock | null {
  return useContext(ClockContext);
}

/** For the one that provides it. */
export function useReadClock(): Clock | null {
  const { place } = useWorld();
  return useLoaded((remote) => getSandbox(remote, place.sandbox), "clock", ["clock", "sandbox"]).value?.clock ?? null;
}
