// Texts with placeholders: every name and form is checked against the place where the text stands.

import {
  defaultDateForm,
  idForms,
  type Placeholder,
  parseTemplate,
  placeholdersIn,
  type TextTemplate,
} from "../../core/template.ts";
import type { ReadContext } from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { smppFields } from "./read-session.ts";

/** Where a text with placeholders stands. */
export type TemplatePlace = "body" | "answer" | "header" | "pdu" | "reply" | "account" | "timeline";

const message = ["to", "from", "text", "id", "clientId", "now"] as const;
const request = [...message, "code", "host", "target"] as const;
const names: Readonly<Record<TemplatePlace, readonly string[]>> = {
  body: [...request, "body"],
  answer: request,
  header: request,
  pdu: [...request, "submitted", "done", "stat", "err", "sub", "dlvrd"],
  reply: message,
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
  account: [],
  timeline: ["state."],
};
const dates: ReadonlySet<string> = new Set(["now", "submitted", "done"]);

export function readTemplate(context: ReadContext, path: Path, text: string, place: TemplatePlace): TextTemplate {
  const template = parseTemplate(text);
  for (const placeholder of placeholdersIn(template)) checkPlaceholder(context, path, placeholder, place);
  return template;
}

function checkPlaceholder(context: ReadContext, path: Path, { name, form }: Placeholder, place: TemplatePlace): void {
  const shown = `\${${name}${form === undefined ? "" : `:${form}`}}`;
  const family = families[place].find((one) => name.startsWith(one) && name.length > one.length);
  if (family === undefined && !names[place].includes(name)) {
    const words = [...names[place], ...families[place].map((one) => `${one}NAME`)];
    context.report(path, `there is no placeholder ${shown} here`, suggest(name, words));
    return;
  }
  if (family === "request.") checkField(context, path, name.slice(family.length));
  if (family === "state.") context.statesRead.push({ path, name: name.slice(family.length) });
  if (form === undefined) return;
  const isId = name === "id" || name === "clientId";
  const isDate = dates.has(name) && /[yMdHms]{2}/.test(form);
  if ((isId && idForms.test(form)) || isDate) return;
  const remedy = isId
    ? "Write dec, hex, HEX or a width such as pad10"
    : dates.has(name)
      ? `Write a form such as ${defaultDateForm} or yyMMddHHmm`
      : "Take it out: ids and instants alone have forms";
  context.report(path, `${shown} has an unknown form`, remedy);
}

/** A field that no request of the rule has. */
function checkField(context: ReadContext, path: Path, field: string): void {
  const { spots } = context.scope;
  if (spots.length === 0) return;
  const known = [...new Set(spots.flatMap(({ operation }) => operation.requestFields)), ...smppFields(context.scope)];
  if (known.some((one) => one.toLowerCase() === field.toLowerCase())) return;
  context.report(path, `no such request has a field ${field}`, suggest(field, known));
}
