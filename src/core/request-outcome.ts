// A request with many messages asks the scenario once a message. Merges the effects on the request as a whole: the longest delay, the first fault, the first raw body, the first answer that the provider gives to a whole request.

import { defaultOutcome, type Outcome } from "./outcome.ts";

/** The part of an outcome that acts on the request and not on one message. */
export type RequestOutcome = Pick<Outcome, "answer" | "raw" | "delay" | "fault" | "before" | "rule">;

/**
 * @param outcomes one a message, in the order of the request
 * @param isWhole whether the provider answers this code once for the request
 */
export function forRequest(outcomes: readonly Outcome[], isWhole: (code: string) => boolean): RequestOutcome {
  const struck = outcomes.find((outcome) => outcome.fault !== undefined);
  const raw = outcomes.find((outcome) => outcome.raw !== undefined)?.raw;
  const whole = outcomes.find(({ answer }) => answer !== undefined && "code" in answer && isWhole(answer.code));
  const rule = (whole ?? struck ?? outcomes.find((outcome) => outcome.rule !== undefined))?.rule;
  let delay = defaultOutcome.delay;
  for (const outcome of outcomes) delay = Math.max(delay, outcome.delay);
  return {
    delay,
    before: struck?.before ?? false,
    ...(struck?.fault === undefined ? {} : { fault: struck.fault }),
    ...(raw === undefined ? {} : { raw }),
    ...(whole?.answer === undefined ? {} : { answer: whole.answer }),
    ...(rule === undefined ? {} : { rule }),
  };
}
