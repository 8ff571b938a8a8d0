// /sms/crctn: cost centres ("Consultar Centros de Custos").

import { refuse } from "../../core/refusal.ts";
import { cell } from "./answer.ts";
import { sucesso } from "./codes.ts";
import { consulta } from "./consulta.ts";
import { detailsOf } from "./details.ts";
import { crctn } from "./vocabulary.ts";

export const crctnFunction = consulta(crctn, ({ account, fields }) => {
  if (fields.broken)
    return refuse("bad-layout", { en: "a % without two hexadecimal digits", pt: "um % sem dois dígitos hexadecimais" });
  return {
    code: sucesso.code,
    records: detailsOf(account).costCentres.map(
      ({ id, name, active, emails }) =>
        `${sucesso.code};${id};${cell(name)};${active ? 1 : 0};${cell(emails.join("|"))};`,
    ),
  };
});
