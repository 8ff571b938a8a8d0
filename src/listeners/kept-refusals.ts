// Refused messages as the journal keeps them: a hash of each text, so that the same message is known again, and the beginning
// of the first text, for lists and searches.

import type { Call, KeptRefusal } from "../core/ports.ts";
import { textHash } from "../core/text-hash.ts";
import type { Handled } from "../providers/handled.ts";
import type { Mask } from "./mask.ts";

export function refusalsOf({ outcome, sandbox }: Handled<unknown>, mask: Mask): Pick<Call, "refused" | "moreRefused"> {
  if (outcome?.refused === undefined) return {};
  const refused = outcome.refused.map(
    ({ to, text, clientId, code }, index): KeptRefusal => ({
      to: mask.text(to),
      ...(index === 0 && text !== "" ? { text: mask.text(text, [], keptText) } : {}),
      textHash: textHash(sandbox, text),
      ...(clientId === undefined ? {} : { clientId: mask.text(clientId) }),
      code,
    }),
  );
  return { refused, ...(outcome.moreRefused === undefined ? {} : { moreRefused: outcome.moreRefused }) };
}

/** The same of a PDU, with the codes that a client sees: submit_sm_resp has the command_status alone. */
export function keptRefusals(served: Handled<unknown>, mask: Mask): Pick<Call, "refused" | "moreRefused"> {
  const { refused, ...more } = refusalsOf(served, mask);
  if (refused === undefined) return {};
  return {
    refused: served.operation === "submit_multi" ? refused : refused.map((refusal) => ({ ...refusal, code: "" })),
    ...more,
  };
}

/** Characters that are kept of a refused text. */
const keptText = 200;

/** Keeps a hash of the credentials of a refused bind: a client may try the same ones again. */
export function refusedBind(credentials: readonly string[], mask: Mask): Pick<Call, "refused"> {
  if (credentials.length === 0) return {};
  return { refused: [{ to: "", textHash: mask.credentialHash(credentials), code: "" }] };
}
