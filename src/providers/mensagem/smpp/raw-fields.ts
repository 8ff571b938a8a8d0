// The fields of a PDU as scenario rules match them: by the specification's names, numbers in decimal.

import type { BindPdu, ServicePdu } from "../../../wire/smpp/pdu.ts";

/** Every plain field of the body; texts of messages and lists are not among them. */
export function viewFields({ body }: { readonly body: (BindPdu | ServicePdu)["body"] }): Record<string, string> {
  const fields: Record<string, string> = {};
  const values: Readonly<Record<string, unknown>> = body;
  for (const name in values) {
    const value = values[name];
    if (typeof value === "string") fields[name] = value;
    else if (typeof value === "number") fields[name] = String(value);
  }
  return fields;
}
