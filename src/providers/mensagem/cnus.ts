// /sms/cnus: users of the platform's panel ("Consultar Usuários").

import { cell } from "./answer.ts";
import { sucesso } from "./codes.ts";
import { consulta } from "./consulta.ts";
import { detailsOf } from "./details.ts";
import { cnus } from "./vocabulary.ts";

export const cnusFunction = consulta(cnus, ({ account }) => ({
  code: sucesso.code,
  records: detailsOf(account).users.map(
    ({ id, active, login, name, level }) =>
      `${sucesso.code};${id};${active ? 1 : 0};${cell(login)};${cell(name)};${level};`,
  ),
}));
