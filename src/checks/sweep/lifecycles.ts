// Later lifecycles of a sweep: the request is accepted, and the message or its reports take another course.

import type { CodeKind } from "../../core/code-kinds.ts";
import type { ProvokingSteps } from "./outcome.ts";

export interface SweepLifecycle {
  readonly name: string;
  readonly text: string;
  readonly kinds: readonly CodeKind[];
  readonly isHarmless: boolean;
  /** True if it concerns reports: only a provider that sends any has it. */
  readonly needsReports: boolean;
  /** True if it shows only once the message has its last status. */
  readonly needsEnd: boolean;
  readonly steps: ProvokingSteps;
}

function life(name: string, text: string, steps: ProvokingSteps, about: "status" | "reports" | "late"): SweepLifecycle {
  const isHarmless = about !== "status";
  const needsEnd = name !== "never" && name !== "before-answer";
  return { name, text, kinds: ["success"], isHarmless, needsReports: about === "reports", needsEnd, steps };
}

export const sweepLifecycles: readonly SweepLifecycle[] = [
  life("undelivered", "the message is not delivered", { life: "undelivered" }, "status"),
  life("rejected", "the operator rejects the message", { life: "rejected" }, "status"),
  life("expired", "the message expires after 48 hours", { life: "expired" }, "status"),
  life("never", "the message gets no further status", { life: "stuck" }, "status"),
  life("twice", "each report comes twice", { callbacks: { copies: 2 } }, "reports"),
  life("reversed", "the reports come in reversed order", { callbacks: { order: "reversed" } }, "reports"),
  life("before-answer", "the report comes before the answer", { callbacks: { "before-answer": true } }, "reports"),
  life("48h", "the message is delivered after 48 hours", { life: [{ sent: "1s" }, { delivered: "48h" }] }, "late"),
];
