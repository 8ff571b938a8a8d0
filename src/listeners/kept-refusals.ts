// Refused messages as the journal keeps them: no text, only a hash of it, so that the same message is known again.

import type { Call, KeptRefusal } from "../core/ports.ts";
import { textHash } from "../core/text-hash.ts";
import type { Handled } from "../providers/handled.ts";
import type { Mask } from "./mask.ts";

export function refusalsOf({ outcome, sandbox }: Handled<unknown>, mask: Mask): Pick<Call, "refused" | "moreRefused"> {
  if (outcome?.refused === undefined) return {};
  const refused = outcome.refused.map(
    ({ to, text, clientId, code }): KeptRefusal => ({
      to: mask.text(to),
      textHash: textHash(sandbox, text),
      ...(clientId === undefined ? {} : { clientId: mask.text(clientId) }),
      code,
    }),
  );
  return { refused, ...(outcome.moreRefused === undefined ? {} : { moreRefused: outcome.moreRefused }) };
}

/** Keeps a hash of the credentials of a refused bind: a client may try the same ones again. */
export function refusedBind(credentials: readonly string[], mask: Mask): Pick<Call, "refused"> {
  if (credentials.length === 0) return {};
  return { refused: [{ to: "", textHash: mask.credentialHash(credentials), code: "" }] };
}
