// The rules, by id.

import type { ConductRule } from "./rule.ts";
import { accentsLost } from "./rules/accents-lost.ts";
import { bindsWithRefusedPassword } from "./rules/binds-with-refused-password.ts";
import { cameBeforeRetryAfter } from "./rules/came-before-retry-after.ts";
import { cutInsideCharacter } from "./rules/cut-inside-character.ts";
import { dataCodingMismatch } from "./rules/data-coding-mismatch.ts";
import { enquireLinkUnanswered } from "./rules/enquire-link-unanswered.ts";
import { gaveUpAtOnce } from "./rules/gave-up-at-once.ts";
import { idBent } from "./rules/id-bent.ts";
import { idUsedForTwoTexts } from "./rules/id-used-for-two-texts.ts";
import { ignoredThrottling } from "./rules/ignored-throttling.ts";
import { leftWithoutUnbind } from "./rules/left-without-unbind.ts";
import { neverGivesUp } from "./rules/never-gives-up.ts";
import { neverSentEnquireLink } from "./rules/never-sent-enquire-link.ts";
import { noBackOff } from "./rules/no-back-off.ts";
import { otherTonNpi } from "./rules/other-ton-npi.ts";
import { outOfDateFunction } from "./rules/out-of-date-function.ts";
import { pollsTooOften } from "./rules/polls-too-often.ts";
import { receiverAnswersErrors } from "./rules/receiver-answers-errors.ts";
import { receiverRedirects } from "./rules/receiver-redirects.ts";
import { receiverRefusesDuplicates } from "./rules/receiver-refuses-duplicates.ts";
import { receiverSlow } from "./rules/receiver-slow.ts";
import { reconnectStorm } from "./rules/reconnect-storm.ts";
import { referenceUsedAgain } from "./rules/reference-used-again.ts";
import { retriedPermanentRefusal } from "./rules/retried-permanent-refusal.ts";
import { sameLengthRefusal } from "./rules/same-length-refusal.ts";
import { sentAgainWhileHeld } from "./rules/sent-again-while-held.ts";
import { sentTwiceAfterLostAnswer } from "./rules/sent-twice-after-lost-answer.ts";
import { singleCharacterForcesUcs2 } from "./rules/single-character-forces-ucs2.ts";
import { slowDeliverResponse } from "./rules/slow-deliver-response.ts";
import { successWithAnotherCode } from "./rules/success-with-another-code.ts";
import { tookUsedIdForFailure } from "./rules/took-used-id-for-failure.ts";
import { ucs2WithoutNeed } from "./rules/ucs2-without-need.ts";
import { unknownId } from "./rules/unknown-id.ts";
import { wentOnWithWrongCredentials } from "./rules/went-on-with-wrong-credentials.ts";
import { wentOnWithoutCredit } from "./rules/went-on-without-credit.ts";
import { windowOverrun } from "./rules/window-overrun.ts";
import { wrongResponseSequence } from "./rules/wrong-response-sequence.ts";
import { wroteAfterOptOut } from "./rules/wrote-after-opt-out.ts";

export const rules: readonly ConductRule[] = [
  retriedPermanentRefusal,
  wentOnWithoutCredit,
  wentOnWithWrongCredentials,
  noBackOff,
  gaveUpAtOnce,
  neverGivesUp,
  ignoredThrottling,
  cameBeforeRetryAfter,
  sentTwiceAfterLostAnswer,
  idUsedForTwoTexts,
  tookUsedIdForFailure,
  sentAgainWhileHeld,
  unknownId,
  idBent,
  receiverAnswersErrors,
  receiverSlow,
  receiverRedirects,
  receiverRefusesDuplicates,
  successWithAnotherCode,
  wroteAfterOptOut,
  pollsTooOften,
  outOfDateFunction,
  reconnectStorm,
  bindsWithRefusedPassword,
  neverSentEnquireLink,
  enquireLinkUnanswered,
  windowOverrun,
  slowDeliverResponse,
  leftWithoutUnbind,
  wrongResponseSequence,
  dataCodingMismatch,
  otherTonNpi,
  referenceUsedAgain,
  cutInsideCharacter,
  ucs2WithoutNeed,
  accentsLost,
  singleCharacterForcesUcs2,
  sameLengthRefusal,
];
