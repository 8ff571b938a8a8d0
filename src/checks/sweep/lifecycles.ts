// Later lifecycles of a sweep: the request is accepted, and the message or its reports take another course.

import type { CodeKind } from "../../core/code-kinds.ts";
import type { Bilingual } from "../../core/sentences.ts";
import type { ProvokingSteps } from "./outcome.ts";

export interface SweepLifecycle {
  readonly name: string;
  readonly text: Bilingual;
  readonly kinds: readonly CodeKind[];
  readonly isHarmless: boolean;
  /** True if it concerns reports: only a provider that sends any has it. */
  readonly needsReports: boolean;
  /** True if it shows only once the message has its last status. */
  readonly needsEnd: boolean;
  readonly steps: ProvokingSteps;
}

function life(
  name: string,
  text: Bilingual,
  steps: ProvokingSteps,
  about: "status" | "reports" | "late",
): SweepLifecycle {
  const isHarmless = about !== "status";
  const needsEnd = name !== "never" && name !== "before-answer";
  return { name, text, kinds: ["success"], isHarmless, needsReports: about === "reports", needsEnd, steps };
}

export const sweepLifecycles: readonly SweepLifecycle[] = [
  life(
    "undelivered",
    { en: "the message is not delivered", pt: "a mensagem não é entregue" },
    { life: "undelivered" },
    "status",
  ),
  life(
    "rejected",
    { en: "the operator rejects the message", pt: "a operadora rejeita a mensagem" },
    { life: "rejected" },
    "status",
  ),
  life(
    "expired",
    { en: "the message expires after 48 hours", pt: "a mensagem expira depois de 48 horas" },
    { life: "expired" },
    "status",
  ),
  life(
    "never",
    { en: "the message gets no further status", pt: "a mensagem não recebe mais nenhum status" },
    { life: "stuck" },
    "status",
  ),
  life(
    "twice",
    { en: "each report comes twice", pt: "cada DLR vem duas vezes" },
    { callbacks: { copies: 2 } },
    "reports",
  ),
  life(
    "reversed",
    { en: "the reports come in reversed order", pt: "os DLRs vêm em ordem inversa" },
    { callbacks: { order: "reversed" } },
    "reports",
  ),
  life(
    "before-answer",
    { en: "the report comes before the answer", pt: "o DLR vem antes da resposta" },
    { callbacks: { "before-answer": true } },
    "reports",
  ),
  life(
    "48h",
    { en: "the message is delivered after 48 hours", pt: "a mensagem é entregue depois de 48 horas" },
    { life: [{ sent: "1s" }, { delivered: "48h" }] },
    "late",
  ),
];
