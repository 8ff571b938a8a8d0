// Mensagem's accounts: the default one, those of new sandboxes, and the credential of a request.

import { type Account, newAccount } from "../../core/account.ts";
import type { Credential } from "../provider.ts";
import { detailsOf } from "./details.ts";

const credits = { long: 1_000, flash: 1_000, short: 1_000 };

/** Levels, users and cost centres are those of the document's examples (CNNVL, CNUS, CRCTN). */
export const defaultAccount = newAccount({ sandbox: "default", provider: "mensagem", name: "main" }, credits, {
  integrationUser: "126b114c",
  smppPassword: "smpp9500",
  la: "28149",
  distribution: 0,
  costCentres: [
    { id: 622, name: "PRINCIPAL", active: true, emails: [] },
    { id: 623, name: "SECUNDARIO", active: true, emails: [] },
  ],
  levels: [
    { id: 0, name: "USUARIO" },
    { id: 1, name: "ADMINISTRADOR" },
    { id: 6, name: "NIVEL 1" },
    { id: 7, name: "NIVEL 2" },
  ],
  users: [
    { id: 1, active: false, login: "master@sistema.com.br", name: "MASTER", level: 0 },
    { id: 2, active: true, login: "usuario.dois@sistema.com.br", name: "USUARIO DOIS", level: 1 },
    { id: 6, active: false, login: "dumy@sistema.com.br", name: "DUMMY", level: 7 },
    { id: 10, active: false, login: "usuario.dez@sistema.com.br", name: "USUARIO DEZ", level: 1 },
  ],
});

export function freshAccount(sandbox: string, draw: (label: string) => string): Account {
  return newAccount({ sandbox, provider: "mensagem", name: "main" }, credits, {
    integrationUser: draw("integrationUser").slice(0, 8),
    smppPassword: draw("smppPassword").slice(0, 8),
    costCentres: [
      { id: 622, name: "PRINCIPAL" },
      { id: 623, name: "SECUNDARIO" },
    ],
    levels: [
      { id: 0, name: "USUARIO" },
      { id: 1, name: "ADMINISTRADOR" },
    ],
  });
}

/** @throws UsageError when the details are not Mensagem's */
export function clientVariables(account: Account): Readonly<Record<string, string>> {
  const { integrationUser, smppPassword } = detailsOf(account);
  return { USER: integrationUser, SMPP_PASSWORD: smppPassword };
}

/** @throws UsageError when the details are not Mensagem's */
export function credentials(account: Account): readonly Credential[] {
  const { integrationUser, smppPassword } = detailsOf(account);
  return [
    { name: "u", value: integrationUser, secret: true },
    { name: "password", value: smppPassword, secret: true, isKey: false },
  ];
}
