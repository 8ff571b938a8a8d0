// Rules for a deliver_sm that is about to leave, evaluated once an attempt. Only rules that name the operation apply.

import { normalise } from "../../../core/address.ts";
import type { JsonObject } from "../../../core/json.ts";
import { defaultOutcome, type Outcome } from "../../../core/outcome.ts";
import { type Host, parseReceiverKey } from "../../provider.ts";
import { nationalOf } from "./submission.ts";
import { deliverSm } from "./vocabulary.ts";

/** `to` is the phone whatever way the PDU goes, `id` the message_id of a receipt. */
export function askedOfDeliver(host: Host, key: string, data: JsonObject): Outcome {
  const receiver = parseReceiverKey(key);
  const sandbox = receiver && host.sandbox(receiver.sandbox);
  if (receiver === null || sandbox === null) return defaultOutcome;
  if (data["what"] === "alert" || sandbox.scenario?.names(deliverSm.name) !== true) return defaultOutcome;
  const account = host.store.accounts.get(sandbox.name, receiver.account);
  if (account === null) return defaultOutcome;
  const receipt = data["what"] === "receipt";
  const word = (name: string): string => String(data[name] ?? "");
  const ask = {
    provider: "mensagem",
    operation: deliverSm.name,
    outward: true,
    channel: "smpp",
    account,
    to: normalise(nationalOf(word(receipt ? "dest" : "from"))),
    from: word(receipt ? "source" : "to"),
    text: word("text"),
    ...(receipt ? { id: word("id") } : {}),
    fields: {},
  } as const;
  return host.submissions.query(sandbox, ask, deliverSm).outcome;
}
