// Correio's codes and operations, as its (invented) document has them.

import { documented } from "../../../src/core/code-kinds.ts";
import type { OperationVocabulary, Vocabulary } from "../../../src/core/vocabulary.ts";

const document = "Correio 1";

export const post: OperationVocabulary = {
  name: "post",
  channels: ["json"],
  sends: true,
  codeField: "result",
  requestFields: ["to", "text"],
  codes: [
    {
      ...documented("success"),
      code: "OK",
      text: "Posted",
      section: document,
      success: true,
      arises: "a good message",
    },
    {
      ...documented("account"),
      code: "KEY",
      text: "Unknown key",
      section: document,
      reasons: ["unknown-credential"],
      arises: "a wrong key",
    },
    {
      ...documented("account"),
      code: "OFF",
      text: "Account is off",
      section: document,
      reasons: ["client-disabled"],
      arises: "a disabled account",
    },
    {
      ...documented("request"),
      code: "TO",
      text: "No such number",
      section: document,
      reasons: ["invalid-number", "letters-in-number", "number-length", "unknown-area"],
      arises: "a number that is none",
    },
    {
      ...documented("request"),
      code: "BODY",
      text: "Not JSON",
      section: document,
      reasons: ["bad-layout"],
      arises: "a body that is no JSON",
    },
    {
      ...documented("credit"),
      code: "STAMPS",
      text: "No stamps left",
      section: document,
      reasons: ["no-credit"],
      arises: "no credit",
    },
    {
      ...documented("temporary"),
      code: "BUSY",
      text: "Try later",
      section: document,
      reasons: ["throttled", "internal-error"],
      arises: "scenario",
    },
  ],
};

export const vocabulary: Vocabulary = {
  provider: "correio",
  operations: [post],
  statuses: {
    scheduled: null,
    held: null,
    queued: "posted",
    sent: "on its way",
    delivered: "delivered",
    unconfirmed: null,
    undelivered: "returned",
    invalid: "returned",
    rejected: "returned",
    expired: "returned",
    cancelled: null,
    skipped: null,
    unknown: null,
  },
  kinds: ["stamps"],
};
