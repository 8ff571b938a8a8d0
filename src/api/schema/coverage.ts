import * as z from "zod";
import { number, text } from "./common.ts";

const line = number.meta({ description: "Line in the text of the scenario" });
const ruleCoverage = z.object({
  name: text,
  line,
  matched: number,
  tried: number.meta({ description: "Requests and events for which its conditions were tried" }),
  never: z.boolean().meta({ description: "True of `expect: never`: no request should match" }),
  nearest: z
    .object({ request: number, failedOn: text, portuguese: text })
    .nullable()
    .meta({ description: "Request that came nearest to a rule that never matched; they count from its activation" }),
  steps: z.array(z.object({ line, kind: text, ran: number })),
  turns: z.array(z.object({ line, used: number })),
  keys: z.array(
    z.object({
      key: text,
      line,
      decided: number.meta({ description: "Rejections that the key decided" }),
      held: number,
    }),
  ),
});
const entryCoverage = z.object({
  at: text,
  line,
  happened: number,
  effect: number.meta({ description: "Messages and accounts that it changed, or requests that met its outage" }),
  why: text.nullable().meta({ description: "Reason why it had no effect" }),
  portuguese: text.nullable().meta({ description: "The reason in Portuguese" }),
});

/** Use of a scenario's rules, keys, turns, steps and timeline. */
export const scenarioCoverage = z
  .object({
    file: text,
    hash: text.meta({ description: "SHA-256 of the text" }),
    title: text,
    sandboxes: number,
    requests: number,
    rules: z.array(ruleCoverage),
    timeline: z.array(entryCoverage),
    accounts: z.array(z.object({ account: text, line, requests: number })),
  })
  .meta({ id: "ScenarioCoverage" });
export type ScenarioCoverageView = z.output<typeof scenarioCoverage>;
