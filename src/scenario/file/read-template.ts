// Texts with placeholders: every name and form is checked against the place where the text stands.

import { messagePlaceholders, placeholderMistake } from "../../core/placeholder-check.ts";
import { type Placeholder, parseTemplate, placeholdersIn, type TextTemplate } from "../../core/template.ts";
import { checkFact } from "./check-occasions.ts";
import type { ReadContext } from "./context.ts";
import type { Path } from "./document.ts";
import { imperative, suggest } from "./finding.ts";
import { factOfPlaceholder } from "./occasions.ts";
import { smppFields } from "./read-session.ts";

/** Where a text with placeholders stands. */
export type TemplatePlace = "body" | "answer" | "header" | "pdu" | "reply" | "set" | "account" | "timeline";

const message = messagePlaceholders;
const request = [...message, "code", "host", "target"] as const;
const names: Readonly<Record<TemplatePlace, readonly string[]>> = {
  body: [...request, "body"],
  answer: request,
  header: request,
  pdu: [...request, "submitted", "done", "stat", "err", "sub", "dlvrd"],
  reply: message,
  set: message,
  account: message,
  timeline: ["now"],
};
/** Names with a part of the file's own behind the dot. */
const families: Readonly<Record<TemplatePlace, readonly string[]>> = {
  body: ["request.", "state."],
  answer: ["request.", "state."],
  header: ["request.", "state."],
  pdu: ["request.", "state."],
  reply: ["state."],
  set: ["state."],
  account: [],
  timeline: ["state."],
};

export function readTemplate(context: ReadContext, path: Path, text: string, place: TemplatePlace): TextTemplate {
  const template = parseTemplate(text);
  for (const placeholder of placeholdersIn(template)) checkPlaceholder(context, path, placeholder, place);
  return template;
}

function checkPlaceholder(context: ReadContext, path: Path, placeholder: Placeholder, place: TemplatePlace): void {
  const { name } = placeholder;
  const mistake = placeholderMistake(placeholder, names[place], families[place], suggest);
  if (mistake !== null) context.report(path, mistake.problem, imperative(mistake.remedy));
  const fact = factOfPlaceholder[name];
  if (mistake === null && fact !== undefined && place !== "account" && place !== "timeline")
    checkFact(context, path, fact, `\${${name}}`);
  const isEvent = context.scope.occasions.every(({ operation }) => operation === undefined);
  if (place === "set" && name === "id" && !isEvent)
    context.report(path, "the message has no id yet", "Set it by a rule with event: status");
  const family = families[place].find((candidate) => name.startsWith(candidate) && name.length > candidate.length);
  if (family === "request.") checkField(context, path, name.slice(family.length));
  if (family === "state.") {
    const { occasions } = context.scope;
    const read = { path, name: name.slice(family.length) };
    context.statesRead.push(place === "timeline" ? read : { ...read, occasions });
  }
}

/** A field that no request of the rule has. */
function checkField(context: ReadContext, path: Path, field: string): void {
  const { spots } = context.scope;
  if (spots.length === 0) return;
  const fields = [
    ...new Set(spots.flatMap(({ operation }) => operation.requestFields)),
    ...smppFields(context.scope.spots),
  ];
  if (fields.some((candidate) => candidate.toLowerCase() === field.toLowerCase())) return;
  context.report(path, `no such request has a field ${field}`, suggest(field, fields));
}
