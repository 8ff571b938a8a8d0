// Variables that tell a client the addresses of an emulator and the credentials of one sandbox.

import type { Account } from "../core/account.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";

/** Values by the names of their variables. */
export type ClientEnvironment = Readonly<Record<string, string>>;

export interface ClientFacts {
  /** Addresses that can be called from this machine, by listener. */
  readonly urls: Readonly<Record<string, string>>;
  /** Token of the control API; null: it asks for none. */
  readonly token: string | null;
  readonly sandbox: string;
  /** Accounts of the sandbox. The first enabled one of each provider counts. */
  readonly accounts: readonly Account[];
  readonly registry: readonly Provider[];
}

export function clientEnvironment({ urls, token, sandbox, accounts, registry }: ClientFacts): ClientEnvironment {
  const variables: Record<string, string> = { TORPEDO_URL: urls["http"] ?? "", TORPEDO_SANDBOX: sandbox };
  if (token !== null) variables["TORPEDO_TOKEN"] = token;
  if (urls["smpp"] !== undefined) variables["TORPEDO_SMPP_ADDRESS"] = urls["smpp"];
  for (const { id, listener, clientVariables } of registry) {
    const prefix = `TORPEDO_${id.replaceAll("-", "_").toUpperCase()}_`;
    const own = listener === undefined ? "" : (urls[listener.name] ?? "");
    if (own !== "") variables[`${prefix}URL`] = own;
    const account = accounts.find(({ provider, enabled }) => provider === id && enabled);
    for (const [name, value] of Object.entries(account === undefined ? {} : clientVariables(account)))
      variables[prefix + name] = value;
  }
  return variables;
}

/** Names of the variables of `clientEnvironment`. */
export function clientVariableNames(registry: readonly Provider[]): readonly string[] {
  const urls = Object.fromEntries(registry.flatMap(({ listener }) => (listener ? [[listener.name, "-"]] : [])));
  const accounts = registry.map(({ defaultAccount }) => defaultAccount);
  return Object.keys(
    clientEnvironment({ urls: { ...urls, http: "-", smpp: "-" }, token: "-", sandbox: "", accounts, registry }),
  );
}

/**
 * Fills `{http}`, `{smpp}`, `{sandbox}`, `{token}`, `{PROVIDER}` (its own listener) and `{PROVIDER.NAME}`, NAME as in the
 * variables, in either case.
 * @throws UsageError when a name is not known
 */
export function fillTemplate(template: string, environment: ClientEnvironment, where: string): string {
  return template.replace(/\{([\w.-]+)\}/g, (_, name: string) => {
    const wanted = plain(variableIn(name));
    const spelledVariable = Object.keys(environment).find((variable) => plain(variable) === wanted);
    if (spelledVariable !== undefined) return environment[spelledVariable] ?? "";
    const names = Object.keys(environment).map((variable) => `{${templateName(variable)}}`);
    throw new UsageError({
      where,
      problem: "has no such value",
      value: `{${name}}`,
      remedy: `there are ${names.join(", ")}`,
    });
  });
}

const listeners: Readonly<Record<string, string>> = { http: "TORPEDO_URL", smpp: "TORPEDO_SMPP_ADDRESS" };
const ofSandbox = ["token", "sandbox"];

function variableIn(name: string): string {
  const lower = name.toLowerCase();
  if (listeners[lower] !== undefined) return listeners[lower];
  if (ofSandbox.includes(lower)) return `TORPEDO_${lower}`;
  return name.includes(".") ? `TORPEDO_${name}` : `TORPEDO_${name}_URL`;
}

function templateName(variable: string): string {
  const listener = Object.keys(listeners).find((name) => listeners[name] === variable);
  const name = variable.slice("TORPEDO_".length).toLowerCase();
  return listener ?? (ofSandbox.includes(name) ? name : name.replace(/_url$/, "").replace("_", "."));
}

/** The name without case and separators. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
}
