// `conduct.yaml`: thresholds and levels of a project, over those of the table.

import { durationOf } from "../../api/duration.ts";
import { conductLevels } from "../../api/schema/conduct.ts";
import type { Json } from "../../core/json.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import { UsageError } from "../../core/usage-error.ts";
import { isObject } from "../../core/validate.ts";
import type { Level } from "./rule.ts";
import { defaultSameWithin, type RuleRow, ruleRows, rulesToCome, type ThresholdRow } from "./thresholds.ts";

export interface RuleSettings {
  readonly isOff: boolean;
  /** Null: the level of the rule, and of each violation. */
  readonly level: Level | null;
  readonly thresholds: ReadonlyMap<string, number>;
}

export interface ConductSettings {
  readonly sameWithin: number;
  readonly rules: ReadonlyMap<string, RuleSettings>;
}

const longest = 365 * 86_400_000;

/** @param given `{ sameWithin, rules: { TC108: { pause: 1s, severity: error }, TC703: off } }` @throws UsageError */
export function readSettings(given: Json = {}, where = "rules"): ConductSettings {
  if (!isObject(given)) throw wrong(where, "must be a mapping", given, "write sameWithin and rules");
  const { sameWithin, rules = {}, ...others } = given;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw wrong(`${where}: ${other}`, "is not known here", undefined, "choose from sameWithin, rules");
  if (!isObject(rules)) throw wrong(`${where}: rules`, "must be a mapping", rules, "write a rule a key");
  for (const [id, setting] of Object.entries(rules)) {
    if (rulesToCome.includes(id)) {
      if (isOff(setting)) continue;
      throw wrong(`${where}: rules.${id}`, "is left out for now", undefined, "write off, or take it out");
    }
    if (!Object.hasOwn(ruleRows, id))
      throw wrong(`${where}: rules.${id}`, "is no rule", undefined, near(id, Object.keys(ruleRows)));
  }
  const read = Object.entries(ruleRows).map(
    ([id, row]) => [id, ruleSettings(row, rules[id] ?? {}, `${where}: rules.${id}`)] as const,
  );
  return {
    sameWithin: sameWithin === undefined ? defaultSameWithin : thresholdDuration(sameWithin, `${where}: sameWithin`),
    rules: new Map(read),
  };
}

function ruleSettings({ thresholds }: RuleRow, given: Json, where: string): RuleSettings {
  const values = new Map(Object.entries(thresholds).map(([name, { value }]) => [name, value]));
  if (isOff(given)) return { isOff: true, level: null, thresholds: values };
  if (!isObject(given))
    throw wrong(
      where,
      "must be off or a mapping",
      given,
      `choose from severity, ${Object.keys(thresholds).join(", ")}`,
    );
  const { severity, ...others } = given;
  for (const [name, value] of Object.entries(others)) {
    const row = thresholds[name];
    if (row === undefined)
      throw wrong(
        `${where}.${name}`,
        "is not known here",
        undefined,
        near(name, ["severity", ...Object.keys(thresholds)]),
      );
    values.set(name, thresholdOf(row, value, `${where}.${name}`));
  }
  const level = conductLevels.find((candidate) => candidate === severity) ?? null;
  if (severity !== undefined && level === null) {
    throw wrong(`${where}.severity`, "must be error, warning or note", severity, "choose one of them");
  }
  return { isOff: false, level, thresholds: values };
}

/** YAML 1.1 reads off as false. */
function isOff(given: Json | undefined): boolean {
  return given === "off" || given === false;
}

function thresholdOf({ kind }: ThresholdRow, value: Json | undefined, where: string): number {
  if (kind === "span") return thresholdDuration(value, where);
  const isRight = typeof value === "number" && value >= 0 && (kind === "factor" || Number.isInteger(value));
  if (!isRight)
    throw wrong(where, kind === "factor" ? "must be a number" : "must be a whole number", value, "give such a number");
  return value;
}

function thresholdDuration(value: Json | undefined, where: string): number {
  if (typeof value === "string" || typeof value === "number") return durationOf(value, where, longest);
  throw wrong(where, "must be a time", value, "write 500ms, 1s or 15m");
}

function near(name: string, names: readonly string[]): string {
  const nearest = nearestWord(name, names, 2);
  return nearest === null ? `choose from ${names.join(", ")}` : `did you mean ${nearest}`;
}

function wrong(where: string, problem: string, value: unknown, remedy: string): UsageError {
  return new UsageError({ where, problem, remedy, ...(value === undefined ? {} : { value }) });
}
