// An action of a rule on an event with the values of the event in its texts.

import { normalise } from "../../core/address.ts";
import { type PlaceholderValue, parseTemplate, renderTemplate } from "../../core/template.ts";
import type { MessageChoice, TimelineAction } from "./steps.ts";

export function filledAction(action: TimelineAction, valueFor: PlaceholderValue): TimelineAction {
  const text = (written: string): string =>
    written.includes("${") ? renderTemplate(parseTemplate(written), valueFor) : written;
  const phone = (written: string): string => (written.includes("${") ? normalise(text(written)) : written);
  switch (action.kind) {
    case "inbound":
      return {
        ...action,
        from: phone(action.from),
        text: text(action.text),
        ...(action.to === undefined ? {} : { to: text(action.to) }),
      };
    case "report":
    case "release":
    case "refuse":
      return { ...action, messages: filledChoice(action.messages, text, phone) };
    case "reachable":
      return { ...action, phone: phone(action.phone) };
    default:
      return action;
  }
}

function filledChoice(
  choice: MessageChoice,
  text: (written: string) => string,
  phone: (written: string) => string,
): MessageChoice {
  const { to, id, clientId } = choice;
  return {
    ...choice,
    ...(to === undefined ? {} : { to: phone(to) }),
    ...(id === undefined ? {} : { id: text(id) }),
    ...(clientId === undefined ? {} : { clientId: text(clientId) }),
  };
}
