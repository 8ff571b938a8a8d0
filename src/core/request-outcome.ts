// A request with many messages asks the scenario once a message. Merges the effects on the request as a whole: the longest
// delay, the first fault, the first answer that the provider gives to a whole request, and patches key by key.

import { defaultOutcome, type Outcome } from "./outcome.ts";
import { mergePdu } from "./pdu-patch.ts";
import { mergeResponse } from "./response-patch.ts";
import { type Bilingual, joined } from "./sentences.ts";

/** The part of an outcome that acts on the request and not on one message. */
export type RequestOutcome = Pick<Outcome, "answer" | "delay" | "fault" | "response" | "pdu" | "before" | "rule">;

/**
 * @param outcomes one a message, in the order of the request
 * @param isWhole whether the provider answers this code once for the request
 */
export function forRequest(outcomes: readonly Outcome[], isWhole: (code: string) => boolean): RequestOutcome {
  const struck = outcomes.find((outcome) => outcome.fault !== undefined);
  const early = outcomes.find((outcome) => outcome.before);
  const whole = outcomes.find(
    ({ answer }) => answer !== undefined && ("fault" in answer || ("code" in answer && isWhole(answer.code))),
  );
  const rule = rulesOf(outcomes);
  const answer = (early ?? whole)?.answer;
  let { delay }: Pick<Outcome, "delay"> = defaultOutcome;
  let response: Outcome["response"];
  let pdu: Outcome["pdu"];
  for (const outcome of outcomes) {
    delay = Math.max(delay, outcome.delay);
    response = mergeResponse(response, outcome.response);
    pdu = mergePdu(pdu, outcome.pdu);
  }
  return {
    delay,
    before: early !== undefined,
    ...(struck?.fault === undefined ? {} : { fault: struck.fault }),
    ...(response === undefined ? {} : { response }),
    ...(pdu === undefined ? {} : { pdu }),
    ...(answer === undefined ? {} : { answer }),
    ...(rule === undefined ? {} : { rule }),
  };
}

/** Sentences that a request keeps of its messages. */
const maxRules = 20;

/** Each rule that acted on a message of the request. */
function rulesOf(outcomes: readonly Outcome[]): Bilingual | undefined {
  const rules = new Map<string, Bilingual>();
  for (const { rule } of outcomes) if (rule !== undefined && rules.size < maxRules) rules.set(rule.en, rule);
  return rules.size === 0 ? undefined : joined([...rules.values()], "; ");
}
