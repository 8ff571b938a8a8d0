// Outcomes that a rule in front can bring about, in groups: codes by their kinds, faults of the wire, later statuses.

import type { CoverageView } from "../../../../api/schema/emulator.ts";
import type { RequestRow } from "../../../../api/schema/request.ts";
import type { NextRuleInput } from "../../../../api/schema/scenario.ts";
import type { CodeKind } from "../../../../core/code-kinds.ts";
import { type CoveredCode, findCode } from "../../remote/coverage.ts";
import type { Say } from "../../words/say.ts";

/** Steps of a rule in front. */
export type OutcomeSteps = Pick<NextRuleInput, "answer" | "fault" | "response" | "life" | "delay">;

export interface OutcomeChoice {
  /** Names the choice in its list. */
  readonly id: string;
  readonly words: string;
  readonly steps: OutcomeSteps;
}

export interface OutcomeGroup {
  readonly title: string;
  readonly choices: readonly OutcomeChoice[];
}

type GroupKind = CodeKind | "several";

/** Order in which people look for outcomes: errors first. */
const groupOrder = [
  "temporary",
  "throttle",
  "credit",
  "number",
  "request",
  "account",
  "spent",
  "held",
  "unknown",
  "several",
  "warned",
  "success",
] as const satisfies readonly GroupKind[];

/** Statuses that answer a bind, the likely ones first (SMPP 3.4, 4.1 and 5.1.3). */
const bindStatuses = [
  "ESME_RINVPASWD",
  "ESME_RINVSYSID",
  "ESME_RBINDFAIL",
  "ESME_RALYBND",
  "ESME_RINVSYSTYP",
  "ESME_RTHROTTLED",
  "ESME_RSYSERR",
  "ESME_ROK",
];

/** Operations of a provider that answer with codes, in the document's order. */
export function operationsOf({ operations, codes }: CoverageView): readonly string[] {
  return operations.map(({ name }) => name).filter((name) => codes.some(({ operation }) => operation === name));
}

/** Outcomes of an operation. */
export function outcomesOf({ operations, codes }: CoverageView, operation: string, say: Say): readonly OutcomeGroup[] {
  const { channels = [], sends = false } = operations.find(({ name }) => name === operation) ?? {};
  const own = codes.filter((code) => code.operation === operation);
  const wire = { title: say("kind-wire"), choices: wireChoices(channels.includes("smpp"), say) };
  if (operation.startsWith("bind_")) {
    const statuses = bindStatuses.flatMap((status) => own.filter(({ code }) => code === status));
    return [{ title: say("kind-bind"), choices: statuses.map(codeChoice) }, wire];
  }
  const groups = groupOrder.map((kind) => ({
    title: say(`kind-${kind}`),
    choices: own.filter((code) => kindOf(code) === kind).map(codeChoice),
  }));
  return [
    ...groups.filter(({ choices }) => choices.length > 0),
    wire,
    ...(sends ? [{ title: say("kind-later"), choices: laterChoices(say) }] : []),
  ];
}

function kindOf({ kinds }: CoveredCode): GroupKind {
  const [first = "several", ...more] = kinds;
  return more.length === 0 ? first : "several";
}

function codeChoice({ code, text }: CoveredCode): OutcomeChoice {
  return { id: `code ${code}`, words: `${code} · ${text}`, steps: { answer: firstOf(code) } };
}

/** First code of a range. */
function firstOf(code: string): string {
  return /^(\d+)-\d+$/.exec(code)?.[1] ?? code;
}

function wireChoices(isSmpp: boolean, say: Say): readonly OutcomeChoice[] {
  const page: OutcomeChoice = {
    id: "wire nginx-502",
    words: say("wire-nginx-502"),
    steps: { response: { page: "nginx-502", status: 502 } },
  };
  return [
    { id: "wire lose-answer", words: say("wire-lose-answer"), steps: { fault: "lose-answer" } },
    { id: "wire reset", words: say("wire-reset"), steps: { fault: "reset" } },
    ...(isSmpp ? [] : [page]),
    { id: "wire slow", words: say("wire-slow"), steps: { delay: "30s" } },
  ];
}

const laterStatuses = ["undelivered", "rejected", "expired", "stuck"] as const;

function laterChoices(say: Say): readonly OutcomeChoice[] {
  return laterStatuses.map((life) => ({ id: `later ${life}`, words: say(`later-${life}`), steps: { life } }));
}

/** Faults without details of their own. */
const plainFaults: readonly string[] = [
  "lose-answer",
  "hang",
  "reset",
  "close",
  "twice",
  "wrong-sequence",
  "bad-length",
  "unknown-command",
  "unbind",
  "silence",
];

/** Rule by which the next request of the same operation ends as this one did; null: its outcome has no word. */
export function ruleToRepeat(
  { provider, operation, code, fault }: Pick<RequestRow, "provider" | "operation" | "code" | "fault">,
  coverage: readonly CoverageView[],
): NextRuleInput | null {
  if (fault !== undefined && !plainFaults.includes(fault)) return null;
  const row = findCode(coverage, { provider, operation, code });
  if (row === undefined && fault === undefined) return null;
  return {
    provider,
    operation,
    ...(row === undefined ? {} : { answer: code }),
    ...(fault === undefined ? {} : { fault }),
  };
}
