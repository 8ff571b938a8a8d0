// Refused messages as the journal keeps them: no text, only a hash of it, so that the same message is known again.

import type { Call, KeptRefusal } from "../core/ports.ts";
import { textHash } from "../core/text-hash.ts";
import type { Handled } from "../providers/handled.ts";

export function refusalsOf({ outcome, sandbox }: Handled<unknown>): Pick<Call, "refused" | "moreRefused"> {
  if (outcome?.refused === undefined) return {};
  const refused = outcome.refused.map(
    ({ text, ...rest }): KeptRefusal => ({ ...rest, textHash: textHash(sandbox, text) }),
  );
  return { refused, ...(outcome.moreRefused === undefined ? {} : { moreRefused: outcome.moreRefused }) };
}
