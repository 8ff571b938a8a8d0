// The clock of the chosen sandbox, read once for all that shows it.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ClockView } from "../../api/schema/sandbox.ts";
import { useLoaded } from "./inbox.ts";

export const ClockContext = createContext<ClockView | null>(null);

/** Null: not read yet. */
export function useClock(): ClockView | null {
  return useContext(ClockContext);
}

/** Reads the clock, for its provider. */
export function useReadClock(): ClockView | null {
  return useLoaded((remote, sandbox) => remote.call("GET /sandboxes/{sandbox}/clock", { sandbox }), "clock", [
    "clock",
    "sandbox",
  ]).value;
}
