// Sophia's accounts: the default one, those of new sandboxes, and the credential of a request.

import { type Account, newAccount } from "../../core/account.ts";
import type { Credential } from "../provider.ts";
import { detailsValidator } from "./settings.ts";

const credits = { sms: 1_000 };

export const defaultAccount = newAccount({ sandbox: "default", provider: "sophia", name: "main" }, credits, {
  token: "DEMO-SOPHIA-TOKEN",
});

export function freshAccount(sandbox: string, draw: (label: string) => string): Account {
  const details = { token: draw("token").toUpperCase() };
  return newAccount({ sandbox, provider: "sophia", name: "main" }, credits, details);
}

/** @throws UsageError when the details are not Sophia's */
export function clientVariables(account: Account): Readonly<Record<string, string>> {
  return { TOKEN: tokenOf(account) };
}

function tokenOf(account: Account): string {
  return detailsValidator(account.details, `account sophia/${account.name}: details`).token;
}

/** @throws UsageError when the details are not Sophia's */
export function credentials(account: Account): readonly Credential[] {
  const token = tokenOf(account);
  return [{ name: "token", value: token, secret: true }];
}
