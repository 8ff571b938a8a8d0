// Kinds of codes: the reaction that each code of a provider asks of its client. Checks of a client judge by them.

/**
 * Kinds with the reaction of a good client.
 * - success: stores the id
 * - warned: as success, and tells a person
 * - held: waits, does not send again
 * - request: never sends the request unchanged again
 * - number: blocks the number
 * - account: stops the account and tells a person
 * - credit: stops and tells a person; goes on after a top-up
 * - throttle: slows down and keeps the order
 * - temporary: tries again later, with growing pauses, and gives up at last
 * - spent: takes the id for used; after a lost answer the first send succeeded
 * - unknown: finds out before sending again
 */
export const codeKinds = [
  "success",
  "warned",
  "held",
  "request",
  "number",
  "account",
  "credit",
  "throttle",
  "temporary",
  "spent",
  "unknown",
] as const;
export type CodeKind = (typeof codeKinds)[number];

export interface Kinds {
  /** Several where the code leaves it open: a client that follows any of them is right. */
  readonly kinds: readonly [CodeKind, ...CodeKind[]];
  /** `documented`: the document's own sentence says it. */
  readonly kindEvidence: "documented" | "assumed";
}

/** Kinds that the code's sentence in the document says. */
export function documented(...kinds: Kinds["kinds"]): Kinds {
  return { kinds, kindEvidence: "documented" };
}

/** Kinds that the document leaves open. */
export function assumed(...kinds: Kinds["kinds"]): Kinds {
  return { kinds, kindEvidence: "assumed" };
}

/** The kinds as tables of READMEs show them: `throttle or account (assumed)`. */
export function kindsText({ kinds, kindEvidence }: Kinds): string {
  return `${kinds.join(" or ")}${kindEvidence === "assumed" ? " (assumed)" : ""}`;
}
