// /sms/cict: a new cost centre ("Cadastrar Centros de Custos"). Its answer begins with the new centre's number.

import { refuse } from "../../core/refusal.ts";
import { sentence } from "./answer.ts";
import { change, emailsDe, nextId, result } from "./cadastro.ts";
import { centroAdicionado, centroRepetido } from "./codes-accounts.ts";
import { consulta } from "./consulta.ts";
import { detailsOf } from "./details.ts";
import { maxCentres } from "./settings.ts";
import { cict } from "./vocabulary.ts";

/** "Nomenclatura centro de custos - Varchar(50)". */
const longestName = 50;

export const cictFunction = consulta(cict, (visit) => {
  const { fields, account, settings } = visit;
  const { costCentres } = detailsOf(account);
  const name = fields.get("d").trim();
  const emails = emailsDe(fields.get("e"));
  if (name === "" || name.length > longestName || emails === null) return refuse("bad-record");
  if (costCentres.length >= maxCentres)
    return refuse("bad-record", {
      en: `${maxCentres} cost centres are there`,
      pt: `já há ${maxCentres} centros de custo`,
    });
  const wanted = name.toLowerCase();
  if (costCentres.some((centre) => centre.name.toLowerCase() === wanted)) return result(visit, centroRepetido);
  const id = nextId(costCentres);
  change(visit, { costCentres: [...costCentres, { id, name, active: true, emails }] });
  return { code: String(id), records: [`${id};${sentence(centroAdicionado, settings)}`] };
});
