// /sms/cnnvl: levels of users ("Consultar Níveis").

import { cell } from "./answer.ts";
import { sucesso } from "./codes.ts";
import { consulta } from "./consulta.ts";
import { detailsOf } from "./details.ts";
import { cnnvl } from "./vocabulary.ts";

export const cnnvlFunction = consulta(cnnvl, ({ account }) => ({
  code: sucesso.code,
  records: detailsOf(account).levels.map(({ id, name }) => `${sucesso.code};${id};${cell(name)};`),
}));
