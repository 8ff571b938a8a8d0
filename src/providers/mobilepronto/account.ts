// MobilePronto's accounts: the default one, those of new sandboxes, and the credentials of a request.

import { type Account, newAccount } from "../../core/account.ts";
import type { Credential } from "../provider.ts";
import { detailsOf } from "./details.ts";

const credits = { sms: 1_000 };

export const defaultAccount = newAccount({ sandbox: "default", provider: "mobilepronto", name: "main" }, credits, {
  credencial20: "DEMO0000000000000020",
  credencial40: "DEMO000000000000000000000000000000000040",
  principalUser: "12345678000195",
  token: "TK0001",
  project: "MPG",
});

export function freshAccount(sandbox: string, draw: (label: string) => string): Account {
  return newAccount({ sandbox, provider: "mobilepronto", name: "main" }, credits, {
    credencial20: draw("credencial20").slice(0, 20).toUpperCase(),
    credencial40: (draw("credencial40") + draw("credencial40 more")).slice(0, 40).toUpperCase(),
    principalUser: "12345678000195",
    token: draw("token").slice(0, 6).toUpperCase(),
    project: "MPG",
  });
}

/** @throws UsageError when the details are not MobilePronto's */
export function clientVariables(account: Account): Readonly<Record<string, string>> {
  const { credencial20, credencial40, principalUser, token } = detailsOf(account);
  return { CREDENCIAL20: credencial20, CREDENCIAL40: credencial40, PRINCIPAL_USER: principalUser, TOKEN: token };
}

/** @throws UsageError when the details are not MobilePronto's */
export function credentials(account: Account): readonly Credential[] {
  const { credencial20, credencial40, token } = detailsOf(account);
  return [
    { name: "Credencial (20)", value: credencial20, secret: true },
    { name: "Credencial (40)", value: credencial40, secret: true },
    { name: "Token", value: token, secret: true, isKey: false },
  ];
}
