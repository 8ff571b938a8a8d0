// /sms/cact: changes a cost centre ("Alterar Centros de Custos").

import { refuse } from "../../core/refusal.ts";
import { change, emailsDe, result } from "./cadastro.ts";
import { centroAtualizado } from "./codes-accounts.ts";
import { consulta } from "./consulta.ts";
import { detailsOf } from "./details.ts";
import { cact } from "./vocabulary.ts";

export const cactFunction = consulta(cact, (visit) => {
  const { fields, account } = visit;
  const { costCentres } = detailsOf(account);
  const centre = costCentres.find((candidate) => String(candidate.id) === fields.get("Id").trim());
  if (centre === undefined)
    return refuse("internal-error", {
      en: "Id is no cost centre of the account",
      pt: "Id não é um centro de custo da conta",
    });
  const situacao = fields.get("s").trim();
  const emails = fields.has("e") ? emailsDe(fields.get("e")) : centre.emails;
  if (emails === null || !/^[01]?$/.test(situacao)) return refuse("bad-record");
  const changed = { ...centre, emails, ...(situacao === "" ? {} : { active: situacao === "1" }) };
  change(visit, { costCentres: costCentres.map((other) => (other.id === centre.id ? changed : other)) });
  return result(visit, centroAtualizado);
});
