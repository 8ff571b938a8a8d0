import { type Account, newAccount } from "../../../src/core/account.ts";
import { record, secret, text, type Validated } from "../../../src/core/validate.ts";
import type { Credential } from "../../../src/providers/provider.ts";

const detailsSchema = record({ key: secret(text({ min: 1, max: 40 })) });

export function detailsOf(account: Account): Validated<typeof detailsSchema> {
  return detailsSchema(account.details, `account correio/${account.name}: details`);
}

const credits = { stamps: 100 };

export const defaultAccount = newAccount({ sandbox: "default", provider: "correio", name: "main" }, credits, {
  key: "DEMO-CORREIO-KEY",
});

export function freshAccount(sandbox: string, draw: (label: string) => string): Account {
  return newAccount({ sandbox, provider: "correio", name: "main" }, credits, { key: draw("key") });
}

export function credentials(account: Account): readonly Credential[] {
  return [{ name: "X-Key", value: detailsOf(account).key, secret: true }];
}
