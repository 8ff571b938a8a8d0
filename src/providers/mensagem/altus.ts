// /sms/altus: changes a user of the panel ("Alterar Usuários").

import { refuse } from "../../core/refusal.ts";
import { centresDe, change, isName, result } from "./cadastro.ts";
import {
  nivelNaoLocalizado,
  nomeNovoInvalido,
  situacaoInvalida,
  usuarioAtualizado,
  usuarioDesconhecido,
} from "./codes-accounts.ts";
import { consulta } from "./consulta.ts";
import { detailsOf } from "./details.ts";
import { altus } from "./vocabulary.ts";

export const altusFunction = consulta(altus, (visit) => {
  const { fields, account } = visit;
  const { users, levels } = detailsOf(account);
  const user = users.find((candidate) => String(candidate.id) === fields.get("id").trim());
  if (user === undefined) return result(visit, usuarioDesconhecido);
  const level = fields.get("t").trim();
  const chosenLevel = level === "" ? null : levels.find((candidate) => String(candidate.id) === level);
  if (chosenLevel === undefined) return result(visit, nivelNaoLocalizado);
  const situacao = fields.get("s").trim();
  if (!/^[01]?$/.test(situacao)) return result(visit, situacaoInvalida);
  const name = fields.get("n");
  if (fields.has("n") && !isName(name)) return result(visit, nomeNovoInvalido);
  const centres = fields.has("c") ? centresDe(fields.get("c"), account) : user.centres;
  if (centres === null)
    return refuse("internal-error", {
      en: "c names an unknown cost centre",
      pt: "c traz um centro de custo desconhecido",
    });
  const changed = {
    ...user,
    centres,
    ...(fields.has("n") ? { name } : {}),
    ...(situacao === "" ? {} : { active: situacao === "1" }),
    ...(chosenLevel === null ? {} : { level: chosenLevel.id }),
  };
  change(visit, { users: users.map((other) => (other.id === user.id ? changed : other)) });
  return result(visit, usuarioAtualizado);
});
