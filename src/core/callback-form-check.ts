// Checks the names that a scenario or an account gives to parameters of callbacks.

import { type Account, accountKey } from "./account.ts";
import type { CallbackForm } from "./callback-form.ts";
import { remedyForName } from "./choice.ts";
import { messagePlaceholders, placeholderMistake, type SuggestName, type TextMistake } from "./placeholder-check.ts";
import { parseTemplate, placeholdersIn } from "./template.ts";
import { UsageError } from "./usage-error.ts";

/** Parameters of a provider's callbacks over HTTP: of a report, and of an inbound message. */
export interface CallbackParameters {
  readonly dlr: readonly string[];
  readonly mo: readonly string[];
}

/** A wrong name in `rename` or `extra`. */
export interface FormMistake extends TextMistake {
  readonly key: "rename" | "extra";
  readonly name: string;
}

/** Wrong names: unknown, empty, or of two parameters of one callback. @param providers parameters by provider */
export function formMistakes(
  { rename = {}, extra = {} }: CallbackForm<unknown>,
  providers: readonly CallbackParameters[],
  suggest: SuggestName = remedyForName,
): readonly FormMistake[] {
  const parameterNames = [...new Set(providers.flatMap(({ dlr, mo }) => [...dlr, ...mo]))];
  const remedy = "write a name that no other parameter has";
  const mistakes: FormMistake[] = [];
  for (const [name, to] of Object.entries(rename)) {
    const problem = `no callback has the parameter ${name}`;
    if (!parameterNames.includes(name))
      mistakes.push({ key: "rename", name, problem, remedy: suggest(name, parameterNames) });
    else if (to === "") mistakes.push({ key: "rename", name, problem: `the new name of ${name} is empty`, remedy });
  }
  if (Object.hasOwn(extra, "")) {
    mistakes.push({ key: "extra", name: "", problem: "the name of a parameter is empty", remedy });
  }
  if (mistakes.length > 0) return mistakes;
  const twice = new Map<string, FormMistake>();
  for (const parameters of providers.flatMap(({ dlr, mo }) => [dlr, mo])) {
    const seen = new Set(parameters.filter((name) => !Object.hasOwn(rename, name)));
    for (const [name, to] of Object.entries(rename).filter(([parameter]) => parameters.includes(parameter))) {
      const problem = `two parameters of a callback have the name ${to}`;
      if (seen.has(to)) twice.set(`rename ${name}`, { key: "rename", name, problem, remedy });
      seen.add(to);
    }
    for (const name of Object.keys(extra)) {
      const problem = `a callback has the parameter ${name} already`;
      if (seen.has(name)) twice.set(`extra ${name}`, { key: "extra", name, problem, remedy });
    }
  }
  return [...twice.values()];
}

/** @throws UsageError when the account's callbacks have wrong names of parameters, or wrong placeholders */
export function checkForm(account: Account, parameters: CallbackParameters | undefined): void {
  const refuse = (key: "rename" | "extra", { problem, remedy }: TextMistake): never => {
    throw new UsageError({ where: `account ${accountKey(account)}: callbacks.${key}`, problem, remedy });
  };
  const { extra = {} } = account.callbacks;
  const [mistake] = formMistakes(account.callbacks, parameters === undefined ? [] : [parameters]);
  if (mistake !== undefined) refuse(mistake.key, mistake);
  for (const placeholder of Object.values(extra).flatMap((text) => placeholdersIn(parseTemplate(text)))) {
    const wrong = placeholderMistake(placeholder, messagePlaceholders);
    if (wrong !== null) refuse("extra", wrong);
  }
}
