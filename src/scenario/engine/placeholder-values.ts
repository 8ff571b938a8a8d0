// Values of placeholders that are known when a rule is used. The id of a message, the code and the body come later.

import type { Instant } from "../../core/clock.ts";
import type { RequestFacts } from "../../core/request-facts.ts";
import { dateIn, defaultDateForm, idIn, type Placeholder, type PlaceholderValue } from "../../core/template.ts";
import { fieldOf } from "./matching.ts";

/** @param stateOf value of a variable by its name */
export function placeholderValues(
  facts: Pick<RequestFacts, "to" | "from" | "text" | "id" | "messageId" | "http" | "fields">,
  now: Instant,
  stateOf: (name: string) => string,
): PlaceholderValue {
  return ({ name, form }: Placeholder): string | undefined => {
    switch (name) {
      case "to":
      case "from":
      case "text":
        return facts[name] ?? "";
      case "id":
        return facts.messageId === undefined ? undefined : idIn(form, facts.messageId);
      case "clientId":
        return facts.id ?? "";
      case "now":
        return dateIn(form ?? defaultDateForm, now);
      case "host":
        return facts.http?.headers["host"] ?? "";
      case "target":
        return facts.http?.target ?? "";
    }
    if (name.startsWith("request.")) return fieldOf(facts, name.slice("request.".length).toLowerCase()) ?? "";
    if (name.startsWith("state.")) return stateOf(name.slice("state.".length));
    return undefined;
  };
}
