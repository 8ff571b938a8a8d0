// /sms/cadus: a new user of the panel ("Cadastrar Usuários"). The password is looked at and forgotten: nothing of the
// emulator asks for it again.

import { centresDe, change, isName, nextId, result } from "./cadastro.ts";
import { sucesso } from "./codes.ts";
import {
  loginInvalido,
  loginRepetido,
  nivelDesconhecido,
  nomeInvalido,
  problemas,
  senhaDeUsuario,
  usuarioAdicionado,
} from "./codes-accounts.ts";
import { type Consulta, consulta } from "./consulta.ts";
import { detailsOf } from "./details.ts";
import { maxUsers } from "./settings.ts";
import { cadus } from "./vocabulary.ts";

/** "Somente caracteres de 0 até 9 de A até Z, underline, traço, ponto e arroba." */
const loginForm = /^[0-9A-Za-z_.@-]{1,200}$/;

export const cadusFunction = consulta(cadus, (visit) => {
  const { fields, account } = visit;
  const details = detailsOf(account);
  const name = fields.get("n");
  const login = fields.get("d");
  const level = fields.get("t").trim() || "0";
  if (!isName(name)) return result(visit, nomeInvalido);
  if (!loginForm.test(login)) return result(visit, loginInvalido);
  if (fields.get("p") === "") return result(visit, senhaDeUsuario);
  const chosenLevel = details.levels.find((candidate) => String(candidate.id) === level);
  if (chosenLevel === undefined) return result(visit, nivelDesconhecido);
  if (isTaken(visit, login)) return result(visit, loginRepetido);
  const centres = centresDe(fields.get("c"), account);
  if (centres === null || details.users.length >= maxUsers) return result(visit, problemas);
  const id = nextId(details.users);
  change(visit, { users: [...details.users, { id, active: true, login, name, level: chosenLevel.id, centres }] });
  return { code: sucesso.code, records: [`${sucesso.code};${id};${usuarioAdicionado}`] };
});

/** "Login já cadastrado na plataforma": by whichever client. */
function isTaken({ host, account }: Consulta, login: string): boolean {
  const wanted = login.toLowerCase();
  return host.store.accounts
    .list(account.sandbox)
    .filter((other) => other.provider === "mensagem")
    .some((other) => detailsOf(other).users.some((user) => user.login.toLowerCase() === wanted));
}
