// The fields of a PDU as scenario rules match them: by the specification's names, numbers in decimal.

/** Every plain field of the body; texts of messages and lists are not among them. */
export function viewFields({ body }: { readonly body: object }): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === "string") fields[name] = value;
    else if (typeof value === "number") fields[name] = String(value);
  }
  return fields;
}
