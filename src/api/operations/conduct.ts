import * as z from "zod";
import type { JsonObject } from "../../core/json.ts";
import { UsageError } from "../../core/usage-error.ts";
import type { Api } from "../api.ts";
import { durationOf } from "../duration.ts";
import type { ConductSince } from "../ports.ts";
import { strict, text } from "../schema/common.ts";
import { conduct } from "../schema/conduct.ts";
import { value } from "./entries.ts";

const longestSince = 3_650 * 86_400_000;
const longestRules = 8_000;

const globs = z.array(text.min(1).max(20)).max(100);
const input = strict({
  only: globs.exactOptional().meta({ description: "Only rules with these ids, such as TC201 or TC2*" }),
  except: globs.exactOptional().meta({ description: "No rules with these ids" }),
  since: z
    .union([z.int().min(1), text.max(60)])
    .exactOptional()
    .meta({ description: "Only the latest so many requests, or those of the latest 10m" }),
  rules: text
    .max(longestRules)
    .exactOptional()
    .meta({ description: "Thresholds and levels as conduct.yaml has them, in JSON" }),
  texts: z.boolean().exactOptional().meta({ description: "False: examples have no text of an SMS" }),
  times: z.boolean().exactOptional().meta({ description: "False: examples have no times" }),
});

/** Choices of `sandbox.conduct()`. */
export interface ConductChoices {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly since?: number | string;
  readonly rules?: JsonObject;
  /** False: examples have no text of an SMS. */
  readonly texts?: boolean;
  /** False: examples have no times, so that results of two equal runs are equal. */
  readonly times?: boolean;
}

export const conductOperation = {
  conduct: value("GET /sandboxes/{sandbox}/conduct", {
    summary: "Judges the client by the journal: habits that a provider would punish or bill",
    input,
    output: conduct,
    args: ({ only, except, rules, ...rest }: ConductChoices = {}) => ({
      ...rest,
      ...(only === undefined ? {} : { only: [...only] }),
      ...(except === undefined ? {} : { except: [...except] }),
      ...(rules === undefined ? {} : { rules: JSON.stringify(rules) }),
    }),
    run(api, { sandbox: name, since, rules, ...choice }) {
      const sandbox = api.sandbox(name);
      return api.conduct(sandbox, {
        ...choice,
        ...(since === undefined ? {} : { since: sinceOf(api, name, since) }),
        ...(rules === undefined ? {} : { rules: rulesIn(rules) }),
      });
    },
  }),
};

function sinceOf(api: Api, name: string, since: number | string): ConductSince {
  if (typeof since === "number") return { requests: since };
  return { at: api.sandbox(name).clock.now() - durationOf(since, "since", longestSince) };
}

function rulesIn(written: string): JsonObject {
  const problem = "must be an object in JSON";
  const remedy = 'write {"rules":{"TC108":{"pause":"2s"}}}';
  let read: unknown;
  try {
    read = JSON.parse(written);
  } catch {
    throw new UsageError({ where: "rules", problem, remedy });
  }
  if (isJsonObject(read)) return read;
  throw new UsageError({ where: "rules", problem, remedy });
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
