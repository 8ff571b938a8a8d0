// Our answers in the words of fixtures/php/reference.php.

import type { Json } from "../../../src/core/json.ts";
import { isObject } from "../../../src/core/validate.ts";
import { postVariables, queryVariables } from "../../../src/protocols/php/form.ts";
import { decodeJson } from "../../../src/protocols/php/json.ts";
import { merge, PhpArray, type PhpValue } from "../../../src/protocols/php/variables.ts";
import type { PhpQuestion } from "./reference.ts";

export function ourAnswer({ method, target, contentType, body }: PhpQuestion): unknown {
  const octets = Buffer.from(body, "latin1");
  if (target === "/json") {
    const read = decodeJson(octets);
    return "json" in read ? { json: written(read.json) } : "refused";
  }
  const query = target.split("?").slice(1).join("?");
  const get = queryVariables(query);
  const post = postVariables({ method, contentType: contentType ?? "", body: octets });
  const posted = post instanceof PhpArray ? post : new PhpArray();
  const request = queryVariables(query);
  merge(request, posted);
  return { get: pairs(get), post: pairs(posted), request: pairs(request) };
}

/** PHP's answer without the number of its error. Numbers count as their texts: PHP makes one into a text where it must. */
export function comparable(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  if ("error" in answer) return "refused";
  return "json" in answer ? { json: asTexts(answer.json) } : answer;
}

function asTexts(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/^n/, "s");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asTexts(inner)]));
}

function pairs(value: PhpValue): unknown {
  return typeof value === "string" ? value : [...value.entries()].map(([key, inner]) => [key, pairs(inner)]);
}

function written(value: Json | undefined): unknown {
  if (Array.isArray(value) || isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`$${key}`, written(inner)]));
  }
  if (typeof value === "string") return `s${value}`;
  if (typeof value === "boolean") return value ? "b1" : "b";
  return typeof value === "number" ? `s${value}` : null;
}
