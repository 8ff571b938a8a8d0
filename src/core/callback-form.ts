// Changes to the HTTP request that carries a report or an inbound message, of a scenario's step or of an account.

import { type Placeholder, parseTemplate, renderTemplate, type TextTemplate } from "./template.ts";

/** Charsets of callbacks. */
export const callbackCharsets = ["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "us-ascii"] as const;
export const callbackMethods = ["GET", "POST"] as const;

/** @template Extra text with placeholders, as written or as read */
export interface CallbackForm<Extra = TextTemplate> {
  /** Charset of the percent-encoded values. */
  readonly charset?: (typeof callbackCharsets)[number];
  /** POST sends the same parameters as a form. */
  readonly method?: "GET" | "POST";
  /** New names of parameters, by the provider's names. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Further parameters. */
  readonly extra?: Readonly<Record<string, Extra>>;
}

/** The form of an account with that of a step, which wins key by key. */
export function mergeForms(account: CallbackForm<string>, step: CallbackForm = {}): CallbackForm {
  const { charset = account.charset, method = account.method, rename = account.rename } = step;
  const own = account.extra === undefined ? undefined : mapValues(account.extra, parseTemplate);
  const { extra = own } = step;
  return {
    ...(charset === undefined ? {} : { charset }),
    ...(method === undefined ? {} : { method }),
    ...(rename === undefined ? {} : { rename }),
    ...(extra === undefined ? {} : { extra }),
  };
}

/** The parameters under their new names, with the further ones behind. */
export function formedParameters<Value>(
  parameters: Readonly<Record<string, Value>>,
  { rename = {}, extra = {} }: CallbackForm,
  valueFor: (placeholder: Placeholder) => string,
): Record<string, Value | string> {
  const renamed = Object.entries(parameters).map(([name, value]): [string, Value] => [
    Object.hasOwn(rename, name) ? (rename[name] ?? name) : name,
    value,
  ]);
  return { ...Object.fromEntries(renamed), ...mapValues(extra, (text) => renderTemplate(text, valueFor)) };
}

function mapValues<From, To>(values: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
}
