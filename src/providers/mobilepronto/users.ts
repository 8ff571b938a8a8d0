// Principal_User ("Código do Usuário Principal para autenticar no Gateway. Normalmente o CNPJ ou CPF") and Aux_User ("Código
// do Usuário Auxiliar/Apoio para qualificar a Mensagem").

import type { Refusal } from "../../core/refusal.ts";
import { refuse } from "./reasons.ts";
import type { MobileProntoDetails, MobileProntoSettings } from "./settings.ts";

/** A CPF has 11 digits, a CNPJ 14. */
const cpfOrCnpj = /^(?:\d{11}|\d{14})$/;

/** Observed: Aux_User has at most so many characters. */
export const longestAuxUser = 20;

export function checkPrincipalUser(
  given: string,
  details: MobileProntoDetails,
  settings: MobileProntoSettings,
): Refusal | null {
  if (given === details.principalUser) return null;
  const { otherPrincipalUser: other } = settings;
  const invalid = given === "" || (other === "form" ? !cpfOrCnpj.test(given) : other === "002");
  return refuse(invalid ? "principal-user-invalid" : "principal-user-foreign");
}

export function checkAuxUser(given: string, details: MobileProntoDetails): Refusal | null {
  const right =
    given === ""
      ? !details.centralizing
      : given.length <= longestAuxUser && (details.auxUsers === undefined || details.auxUsers.includes(given));
  return right ? null : refuse("auxiliary-user-invalid");
}
