// A running scenario alone: values in a map, a seeded random source, a scenario from a text.

import { createHash } from "node:crypto";
import type { Account } from "../../../src/core/account.ts";
import type { KeyValue } from "../../../src/core/key-value.ts";
import { type NearMiss, nearMissWords } from "../../../src/core/near-miss.ts";
import type { Outcome } from "../../../src/core/outcome.ts";
import type { RequestFacts } from "../../../src/core/request-facts.ts";
import type { SeededRandom } from "../../../src/core/seeded-random.ts";
import { RunningScenario } from "../../../src/scenario/engine/running-scenario.ts";
import type { Scenario } from "../../../src/scenario/engine/scenario.ts";
import { findingSentence } from "../../../src/scenario/file/finding.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";
import { invented } from "./invented.ts";

/** 2 March 2026, 09:00 in São Paulo. */
export const start = Date.UTC(2026, 2, 2, 12);

export function keyValueInMap(): KeyValue {
  const values = new Map<string, string>();
  const under = (sandbox: string, prefix: string): [string, string][] =>
    [...values].filter(([key]) => key.startsWith(`${sandbox}/${prefix}`));
  return {
    get: (sandbox, key) => values.get(`${sandbox}/${key}`) ?? null,
    set: (sandbox, key, value) => void values.set(`${sandbox}/${key}`, value),
    clear(sandbox, prefix) {
      for (const [key] of under(sandbox, prefix)) values.delete(key);
    },
    all: (sandbox, prefix) => under(sandbox, prefix).map(([key, value]) => [key.slice(sandbox.length + 1), value]),
  };
}

export function seededRandom(seed: string): SeededRandom {
  const hash = (label: string): Buffer => createHash("sha256").update(`${seed} ${label}`).digest();
  return {
    draw: (label) => hash(label).readUIntBE(0, 6) / 2 ** 48,
    bytes(label, count) {
      const bytes = Buffer.alloc(count);
      for (let at = 0; at < count; at += 32) hash(`${label} ${at}`).copy(bytes, at);
      return bytes;
    },
    digest: (label) => hash(label).toString("hex").slice(0, 32),
  };
}

/** The scenario of a text; a finding fails the test with its sentence. */
export function scenarioOf(text: string): Scenario {
  const read = readScenario(text, "story.yaml", invented);
  if ("findings" in read) throw new Error(read.findings.map(findingSentence).join("\n"));
  return read.scenario;
}

/** `line:column found. remedy.` of each finding. */
export function findingsOf(text: string): string[] {
  const read = readScenario(text, "story.yaml", invented);
  if (!("findings" in read)) return [];
  return read.findings.map((finding) => findingSentence(finding).slice("story.yaml:".length));
}

/** A running scenario of rules (the list under `rules:`), with a short way to ask. */
export function runScenario(
  text: string,
  options: {
    readonly keyValue?: KeyValue;
    readonly seed?: string;
    readonly resume?: boolean;
    readonly now?: number;
  } = {},
): { readonly running: RunningScenario; readonly request: (more?: Partial<RequestFacts>, now?: number) => Outcome } {
  const scenario = scenarioOf(text.includes("scenario") ? text : `scenario: a test\nrules:\n${text}`);
  const running = new RunningScenario(scenario, {
    sandbox: "default",
    random: seededRandom(options.seed ?? "7"),
    keyValue: options.keyValue ?? keyValueInMap(),
    now: options.now ?? start,
    ...(options.resume === undefined ? {} : { resume: options.resume }),
  });
  return { running, request: (more, now = start) => running.decide(aQuery(more), now) };
}

export function aQuery(more: Partial<RequestFacts> = {}): RequestFacts {
  return {
    provider: "pombo",
    operation: "Send_SMS",
    channel: "soap11",
    to: "5511999990001",
    from: "28149",
    text: "PIN 1234",
    fields: { key: "K1", text: "PIN 1234" },
    account: anAccount("pombo"),
    ...more,
  };
}

export function anAccount(provider: string, name = "main"): Account {
  return {
    sandbox: "default",
    provider,
    name,
    enabled: true,
    prepaid: true,
    credits: { long: 10 },
    callbacks: {},
    numbers: {},
    details: {},
  };
}

/** Why no rule took a request; undefined: a rule did, or there is none. */
export function englishOf(nearMiss: NearMiss | undefined): string | undefined {
  return nearMiss === undefined ? undefined : nearMissWords(nearMiss).en;
}
