// Changes to accounts, as `accounts`, the step `account` and the timeline write them.

import {
  type AccountChange,
  type AccountKey,
  type AccountName,
  accountKey,
  type CallbackAddresses,
  type CreditChange,
  type NumberFacts,
  parseAccountKey,
} from "../../core/account.ts";
import { readRate } from "../../core/account-rate.ts";
import { normalise } from "../../core/address.ts";
import { isCreditKind } from "../../core/credit-kinds.ts";
import { optional, providersOf, type ReadContext, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { type CallbacksFile, readAddresses } from "./read-callbacks.ts";
import { readTemplate } from "./read-template.ts";
import type { ActionFile } from "./schema.ts";

type ChangeFile = Pick<ActionFile, "credits" | "enabled" | "prepaid" | "numbers" | "rate" | "details"> & {
  readonly callbacks?: CallbacksFile | undefined;
};

/** Reads `provider/name` and reports a text that is none, or names no provider. */
export function readAccountName(context: ReadContext, path: Path, text: string): AccountName {
  const account = parseAccountKey(text);
  const providers = providersOf(context);
  if (account === null) {
    context.report(path, `account is ${text}`, `Write provider/name, such as ${providers[0]}/main`);
    return { provider: "", name: "" };
  }
  if (!providers.includes(account.provider))
    context.report(path, `there is no provider ${account.provider}`, suggest(account.provider, providers));
  else if (context.accounts?.has(accountKey(account)) === false) {
    const own = [...context.accounts].filter((key) => key.startsWith(`${account.provider}/`));
    context.report(path, `there is no account ${text}`, suggest(text, own));
  }
  return account;
}

/** The key of an account that need not be named. */
export function optionalKey(context: ReadContext, path: Path, text: string | undefined): { account?: AccountKey } {
  return text === undefined ? {} : { account: accountKey(readAccountName(context, path, text)) };
}

/** @param hasRequest true of a rule's step: numbers may be placeholders */
export function readChange(
  context: ReadContext,
  path: Path,
  account: AccountName,
  file: ChangeFile,
  hasRequest = false,
): AccountChange {
  const kinds = context.vocabularies.find(({ provider }) => account.provider === provider)?.kinds;
  const credits =
    file.credits === undefined ? undefined : readCredits(context, [...path, "credits"], file.credits, kinds);
  const callbacks: CallbackAddresses | undefined =
    file.callbacks === undefined
      ? undefined
      : readAddresses(context, [...path, "callbacks"], file.callbacks, account.provider);
  const numbers =
    file.numbers === undefined ? undefined : readNumbers(context, [...path, "numbers"], file.numbers, hasRequest);
  return {
    ...optional("credits", credits),
    ...optional("enabled", file.enabled),
    ...optional("prepaid", file.prepaid),
    ...optional("callbacks", callbacks),
    ...optional("numbers", numbers),
    ...optional("details", file.details),
    ...optional("rate", file.rate === undefined ? undefined : readRate(file.rate)),
  };
}

function readCredits(
  context: ReadContext,
  path: Path,
  file: NonNullable<ChangeFile["credits"]>,
  kinds: readonly string[] | undefined,
): NonNullable<AccountChange["credits"]> {
  if (typeof file !== "object") return readAmount(context, path, file);
  const changes: Record<string, CreditChange> = {};
  for (const [kind, amount] of Object.entries(file)) {
    if (kinds !== undefined && !isCreditKind(kind, kinds)) {
      const last = kind.split("/").at(-1) ?? kind;
      context.report(path, `there are no credits of kind ${last}`, suggest(last, kinds), kind);
    }
    changes[kind] = readAmount(context, [...path, kind], amount);
  }
  return changes;
}

// YAML reads +100 as 100; the file's own text still has the sign.
function readAmount(context: ReadContext, path: Path, value: string | number): CreditChange {
  const written = textAt(context, path, value);
  return /^[+-]/.test(written) ? { add: Number(value) } : { set: Number(value) };
}

function readNumbers(
  context: ReadContext,
  path: Path,
  file: NonNullable<ChangeFile["numbers"]>,
  hasRequest: boolean,
): Record<string, NumberFacts> {
  for (const number of Object.keys(file)) {
    if (!number.includes("${")) continue;
    if (hasRequest) readTemplate(context, [...path, number], number, "set");
    else context.report(path, `${number} has no request to take its value from`, "Write the number itself", number);
  }
  const entries = Object.entries(file).map(([number, facts]): [string, NumberFacts] => [
    number.includes("${") ? number : normalise(number),
    {
      ...optional("operator", facts.operator === undefined ? undefined : String(facts.operator)),
      ...optional("procon", facts.procon),
      ...optional("blackList", facts.blackList),
      ...optional("cancelled", facts.cancelled),
      ...optional("invalid", facts.invalid),
    },
  ]);
  return Object.fromEntries(entries);
}
