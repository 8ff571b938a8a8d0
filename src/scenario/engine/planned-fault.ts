import type { Fault } from "../../core/fault.ts";

/** A fault in a file: random bytes are drawn when it strikes. */
export type PlannedFault = Exclude<Fault, { kind: "garbage" }> | { readonly kind: "garbage"; readonly count: number };
