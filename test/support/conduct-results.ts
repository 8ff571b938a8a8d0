// Results of conduct, made by hand, for tests of reports.

import type { Conduct, ConductResult } from "../../src/api/schema/conduct.ts";
import { conductOf } from "../../src/checks/conduct/result.ts";
import type { Demands, RunFacts } from "../../src/checks/reports/conduct.ts";

export function result(id: string, more: Partial<ConductResult> = {}): ConductResult {
  return {
    id,
    name: "retried a permanent refusal",
    level: "error",
    verdict: "kept",
    accepted: null,
    assessed: 1,
    occurrences: 0,
    accounts: [],
    keptSince: null,
    cost: null,
    examples: [],
    threshold: {},
    evidence: "assumed",
    remedy: "send it again only after a change",
    provoke: "torpedo run --conduct --scenario bad-day -- COMMAND",
    portuguese: {
      name: "repetiu uma recusa permanente",
      remedy: "só envie de novo após uma mudança",
      provoke: "torpedo run --conduct --scenario bad-day -- COMMAND",
    },
    ...more,
  };
}

export function violated(id: string, more: Partial<ConductResult> = {}): ConductResult {
  const example = {
    text: '"Olá" & <b> to 5511999990001 after 97',
    portuguese: '"Olá" & <b> para 5511999990001 após 97',
    requests: [4, 5],
    messages: [],
    callbacks: [],
    at: 1_000,
    gapsMs: [11],
  };
  return result(id, {
    verdict: "violated",
    occurrences: 3,
    accounts: ["mensagem/main"],
    cost: { credits: 2 },
    examples: [example],
    ...more,
  });
}

export function unassessed(id: string): ConductResult {
  return result(id, { verdict: "notAssessed", assessed: 0 });
}

export function conductWith(...results: ConductResult[]): Conduct {
  return conductOf("run-1", results);
}

export const facts: RunFacts = {
  torpedo: "0.1.0",
  command: ["npm", "test"],
  seed: "torpedo",
  emulator: { dialect: {}, scenario: "answer-lost" },
  budget: { time: "10m", runs: 1, usedRuns: 1, cut: null },
  requests: 5,
  failure: null,
  limits: [],
};

export const demands: Demands = { failOn: "error", required: [], baseline: null, today: "2026-06-01", language: "en" };
