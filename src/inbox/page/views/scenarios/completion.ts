// Completes what the scenario schema lets stand where the cursor is.

import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { schemaWords } from "./schema-words.ts";
import { yamlPlace } from "./yaml-path.ts";

let schema: Promise<unknown> | null = null;

/** Beside the page's scripts; fetched once. */
function scenarioSchema(): Promise<unknown> {
  schema ??= fetch("./assets/scenario-schema.json").then((response): Promise<unknown> => response.json());
  return schema;
}

export async function completeScenario(context: CompletionContext): Promise<CompletionResult | null> {
  const { path, word, from } = yamlPlace(context.state.doc.toString(), context.pos);
  if (word === "" && !context.explicit) return null;
  const words = schemaWords(await scenarioSchema(), path);
  return {
    from,
    validFor: /^[\w$./-]*$/,
    options: words.map(({ word: label, kind, about }) => ({
      label,
      type: kind === "key" ? "property" : "constant",
      apply: kind === "key" ? `${label}: ` : label,
      ...(about === "" ? {} : { info: about }),
    })),
  };
}
