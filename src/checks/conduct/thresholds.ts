// Levels and thresholds of all rules, with the evidence for them: `conduct.yaml` changes them.

import type { ConductResult } from "../../api/schema/conduct.ts";

export type ThresholdKind = "span" | "count" | "factor";

/** A threshold: spans in milliseconds. */
export interface ThresholdRow {
  readonly kind: ThresholdKind;
  readonly value: number;
}

export interface RuleRow {
  readonly level: ConductResult["level"];
  readonly evidence: ConductResult["evidence"];
  readonly thresholds: Readonly<Record<string, ThresholdRow>>;
}

/** Real time within which two requests for the same message belong together. */
export const defaultSameWithin = 15 * 60_000;

const duration = (value: number): ThresholdRow => ({ kind: "span", value });
const count = (value: number): ThresholdRow => ({ kind: "count", value });
const factor = (value: number): ThresholdRow => ({ kind: "factor", value });
const row = (
  level: RuleRow["level"],
  evidence: RuleRow["evidence"],
  thresholds: RuleRow["thresholds"] = {},
): RuleRow => ({ level, evidence, thresholds });

/** Rules of the plan that are not there yet: a `conduct.yaml` may turn them off already. */
export const rulesToCome: readonly string[] = [
  ...["TC107", "TC109", "TC202", "TC405", "TC409", "TC411", "TC502", "TC503", "TC504", "TC703"],
];

/** Attempts of a message from which short pauses show no back-off, and the shortest right pause in milliseconds. */
export const backOff = { attempts: 4, pause: 500 } as const;

export const ruleRows: Readonly<Record<string, RuleRow>> = {
  TC101: row("error", "assumed"),
  TC102: row("warning", "assumed", { sends: count(10), within: duration(60_000), inFlight: duration(1_000) }),
  TC103: row("warning", "assumed", { requests: count(5), error: count(20), inFlight: duration(1_000) }),
  TC104: row("warning", "assumed", {
    attempts: count(backOff.attempts),
    pause: duration(backOff.pause),
    errorPause: duration(50),
    evenAttempts: count(4),
    growth: factor(1.2),
  }),
  TC105: row("warning", "assumed", { after: duration(60_000) }),
  TC106: row("warning", "assumed", { attempts: count(20), lasting: duration(86_400_000) }),
  TC108: row("warning", "assumed", {
    pause: duration(1_000),
    tolerance: duration(100),
    error: count(10),
    inFlight: duration(250),
  }),
  TC110: row("error", "documented", { tolerance: duration(100) }),
  TC201: row("error", "assumed", { patience: duration(250) }),
  TC203: row("error", "assumed"),
  TC204: row("error", "documented"),
  TC205: row("error", "assumed"),
  TC301: row("error", "assumed"),
  TC302: row("error", "assumed"),
  TC401: row("error", "assumed"),
  TC402: row("warning", "assumed", {
    callbacks: count(5),
    inProgress: count(5),
    percentile95: duration(2_000),
    longest: duration(10_000),
  }),
  TC403: row("error", "assumed"),
  TC404: row("error", "assumed"),
  TC406: row("warning", "assumed"),
  TC408: row("error", "assumed", { confirmWithin: duration(60_000) }),
  TC410: row("warning", "assumed", { requests: count(10), within: duration(10_000) }),
  TC501: row("warning", "documented"),
  TC601: row("error", "assumed", {
    connections: count(5),
    within: duration(10_000),
    pause: duration(1_000),
    tolerance: duration(100),
  }),
  TC602: row("error", "assumed", { binds: count(3) }),
  TC603: row("warning", "assumed", { idle: duration(120_000) }),
  TC604: row("error", "documented"),
  TC605: row("warning", "assumed", { window: count(10) }),
  TC606: row("warning", "assumed", { pdus: count(5), percentile95: duration(5_000) }),
  TC607: row("note", "documented"),
  TC608: row("error", "documented"),
  TC609: row("error", "documented"),
  TC610: row("note", "documented"),
  TC611: row("warning", "assumed"),
  TC612: row("error", "documented"),
  TC701: row("warning", "assumed"),
  TC702: row("error", "assumed"),
  TC704: row("note", "assumed"),
  TC705: row("warning", "assumed", { refusals: count(3) }),
};
