// Rules for a deliver_sm that is about to leave, evaluated once an attempt. Only rules that name the operation apply.

import { normalise } from "../../../core/address.ts";
import type { JsonObject } from "../../../core/json.ts";
import { defaultOutcome, type Outcome } from "../../../core/outcome.ts";
import { bindPdu } from "../../../core/pdu-patch.ts";
import { dateIn, idIn, type Placeholder } from "../../../core/template.ts";
import { type Host, parseReceiverKey } from "../../provider.ts";
import { receiptValues } from "./deliver-sm.ts";
import { nationalOf } from "./submission.ts";
import { alertNotification, deliverSm } from "./vocabulary.ts";

/** `to` is the phone whatever way the PDU goes, `id` the message_id of a receipt. */
export function outcomeOfDeliver(host: Host, key: string, data: JsonObject): Outcome {
  const receiver = parseReceiverKey(key);
  const sandbox = receiver && host.sandbox(receiver.sandbox);
  if (receiver === null || sandbox === null) return defaultOutcome;
  const operation = data["what"] === "alert" ? alertNotification : deliverSm;
  if (sandbox.scenario?.names(operation.name) !== true) return defaultOutcome;
  const account = host.store.accounts.get(sandbox.name, receiver.account);
  if (account === null) return defaultOutcome;
  const receipt = data["what"] !== "inbound";
  const word = (name: string): string => String(data[name] ?? "");
  const facts = {
    provider: "mensagem",
    operation: operation.name,
    outward: true,
    direction: "out",
    channel: "smpp",
    account,
    to: normalise(nationalOf(word(receipt ? "dest" : "from"))),
    from: word(receipt ? "source" : "to"),
    text: word("text"),
    ...(data["what"] === "receipt" ? { id: word("id") } : {}),
    fields: {},
  } as const;
  const { outcome } = host.submissions.query(sandbox, facts, operation);
  if (outcome.pdu === undefined) return outcome;
  const values = data["what"] === "receipt" ? receiptValues(data) : {};
  return { ...outcome, pdu: bindPdu(outcome.pdu, (placeholder) => valueIn(values, placeholder)) };
}

function valueIn(values: Readonly<Record<string, string | number>>, { name, form }: Placeholder): string | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (name === "id") return value === undefined ? undefined : idIn(form, String(value), 16);
  return typeof value === "number" ? dateIn(form ?? "yyMMddHHmm", value) : value;
}
