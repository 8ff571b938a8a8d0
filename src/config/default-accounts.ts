import type { Account } from "../core/account.ts";

const common = { sandbox: "default", name: "main", enabled: true, prepaid: true, callbacks: {}, numbers: {} } as const;

/**
 * The accounts that are there without any file, in the sandbox `default`: README, tests and users agree on them. Levels,
 * users and cost centres are those of the examples in "API - MENSAGEM" (CNNVL, CNUS, CRCTN).
 */
export const defaultAccounts = [
  {
    ...common,
    provider: "mobilepronto",
    credits: { sms: 1000 },
    details: {
      credencial20: "DEMO0000000000000020",
      credencial40: "DEMO000000000000000000000000000000000040",
      principalUser: "12345678000195",
      token: "TK0001",
      project: "MPG",
    },
  },
  {
    ...common,
    provider: "mensagem",
    credits: { long: 1000, flash: 1000, short: 1000 },
    details: {
      integrationUser: "126b114c",
      smppPassword: "torpedo",
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
    },
  },
  {
    ...common,
    provider: "sophia",
    credits: { sms: 1000 },
    details: { token: "DEMO-SOPHIA-TOKEN" },
  },
] as const satisfies readonly Account[];
