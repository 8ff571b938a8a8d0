// Refused messages as the journal keeps them: no text, only a hash of it, so that the same message is known again.

import type { Call, KeptRefusal } from "../core/ports.ts";
import { textHash } from "../core/text-hash.ts";
import type { Handled } from "../providers/handled.ts";
import type { Mask } from "./mask.ts";

export function refusalsOf({ outcome, sandbox }: Handled<unknown>, mask: Mask): Pick<Call, "refused" | "moreRefused"> {
  if (outcome?.refused === undefined) return {};
  const refused = outcome.refused.map(
    ({ text, to, clientId, ...rest }): KeptRefusal => ({
      ...rest,
      to: mask.text(to),
      textHash: textHash(sandbox, text),
      ...(clientId === undefined ? {} : { clientId: mask.text(clientId) }),
    }),
  );
  return { refused, ...(outcome.moreRefused === undefined ? {} : { moreRefused: outcome.moreRefused }) };
}
