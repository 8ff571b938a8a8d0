// Faults that a scenario lets the wire do to an answer (scenario language, "Faults"). Faults are plain data: core decides
// them, `wire` carries them out, nobody else knows how.

/** HTML pages that a front end sends instead of the service's answer. */
export const frontEndPages = ["iis-500", "nginx-502", "maintenance"] as const;
export type FrontEndPage = (typeof frontEndPages)[number];

/**
 * A fault. Durations are milliseconds of real time (host clock).
 * `garbage` carries its bytes, already drawn from the sandbox's seed.
 */
export type Fault =
  | { readonly kind: "lose-answer" }
  | { readonly kind: "hang"; readonly forMs?: number }
  | { readonly kind: "reset" }
  | { readonly kind: "close" }
  | { readonly kind: "truncate"; readonly after: number }
  | { readonly kind: "truncate"; readonly inside: string }
  | { readonly kind: "drip"; readonly bytes: number; readonly everyMs: number }
  | { readonly kind: "garbage"; readonly bytes: Uint8Array }
  | { readonly kind: "twice" }
  | { readonly kind: "wrong-sequence" }
  | { readonly kind: "bad-length" }
  | { readonly kind: "unknown-command" }
  | { readonly kind: "unbind" }
  | { readonly kind: "silence" };

export type FaultKind = Fault["kind"];
