// The answer of a provider as the scenario lets it be seen: over an empty response when nothing was processed.

import { isUnanswered } from "../core/outcome.ts";
import { idIn, type PlaceholderValue } from "../core/template.ts";
import { escapeText } from "../protocols/asmx/escape.ts";
import type { HttpAnswer, HttpRequest } from "../protocols/http/call.ts";
import type { HandledHttp } from "../providers/handled.ts";
import { patchedAnswer } from "./patched-answer.ts";

export function presentedAnswer(request: HttpRequest, served: HandledHttp): HttpAnswer {
  const { outcome, answer } = served;
  if (outcome === undefined) return answer;
  const base = isUnanswered(outcome) ? { status: 200, headers: answer.headers, body: "" } : answer;
  const { response } = outcome;
  if (response === undefined) return base;
  return patchedAnswer(response, base, { valueFor: valuesOf(request, served), escaped: escapeFor(served) });
}

/** Values that are known with the answer. A rule knew the others. */
function valuesOf(request: HttpRequest, { code, messages }: HandledHttp): PlaceholderValue {
  return ({ name, form }) => {
    switch (name) {
      case "code":
        return code;
      case "id":
        return idIn(form, messages[0]?.id ?? "");
      case "host":
        return request.headers["host"] ?? "";
      case "target":
        return request.target;
    }
    return undefined;
  };
}

/** The operation's own Content-Type decides how a value is written, not a changed one. */
function escapeFor({ answer, linesOfFields }: HandledHttp): (value: string) => string {
  if (linesOfFields === true) return (value) => value.replace(/\r\n|[;\r\n]/g, " ");
  const type = answer.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (/[/+](?:xml|html)\b|xhtml/i.test(type)) return escapeXml;
  if (/json/i.test(type)) return (value) => JSON.stringify(value).slice(1, -1);
  return (value) => value;
}

/** The value may stand in an attribute with either quotation mark. */
function escapeXml(value: string): string {
  return escapeText(value).replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
