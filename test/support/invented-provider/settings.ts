import { choice, flag, list, optional, record, text, type Validated, whole } from "../../../src/core/validate.ts";

export const settingsValidator = record({
  /** HTTP status of a refusal. */
  errorStatus: optional(choice(200, 422), 422),
  slow: optional(flag, false),
  stamps: optional(whole(1, 10), 1),
  offices: optional(list(text({ min: 1 })), []),
});
export type CorreioSettings = Validated<typeof settingsValidator>;
