// Values of the placeholders in a callback's further parameters.

import type { Instant } from "./clock.ts";
import type { Inbound, Message } from "./message.ts";
import { dateIn, defaultDateForm, idIn, type Placeholder } from "./template.ts";

/** Values of placeholders about a message. */
export function valuesOfMessage({ to, from, text, id, clientId }: Message, now: Instant) {
  return valuesOf({ to, from, text, id, clientId: clientId ?? "" }, now);
}

/** Values of placeholders about an inbound message; its id is that of the message it answers. */
export function valuesOfInbound({ to, from, text }: Inbound, answered: Message | null, now: Instant) {
  return valuesOf({ to, from, text, id: answered?.id ?? "", clientId: answered?.clientId ?? "" }, now);
}

type MessageValues = Readonly<Record<"to" | "from" | "text" | "id" | "clientId", string>>;

function valuesOf(values: MessageValues, now: Instant): (placeholder: Placeholder) => string {
  return ({ name, form }) => {
    if (name === "now") return dateIn(form ?? defaultDateForm, now);
    if (name === "id" || name === "clientId") return idIn(form, values[name]);
    return name === "to" || name === "from" || name === "text" ? values[name] : "";
  };
}
