// sendUnique: one SMS ("Método sendUnique").

import type { MensagemSettings } from "../settings.ts";
import { longestText, type Registro, smsDefaults, smsOf, textoDe, zeroIsNone } from "../translate.ts";
import { sendUnique as sendUniqueOperation } from "../vocabulary.ts";
import { dateOf, type Invocation, type InvocationResult, linhaDe } from "./invocation.ts";

/** "Mensagem com até 600 caracteres para tipo 0 ou 1 e até 140 caracteres tipo 2". */
const longestShort = 140;
const short = "2";
/** "0 = Comum, 1 = Flash, 2 = Short Code": 4 is the HTTP API's alone. */
const tipos = new Set(["0", "1", short]);
/** "Identificação externa da mensagem de 0 até 4294967295". */
const largestId = 4_294_967_295n;

const defaults = smsDefaults(sendUniqueOperation);

export function sendUnique(invocation: Invocation): InvocationResult {
  const { host, operation, call, sandbox, account, fields, settings } = invocation;
  const id = fields["IdExterno"] ?? "";
  // A typed IdExterno of 0 is shown as none, as one that was left out is.
  const isZero = id === "" && call.args.get("IdExterno") === 0n;
  const given = {
    numero: fields["Telefone"] ?? "",
    texto: fields["Mensagem"] ?? "",
    agenda: dateOf(call, "Agenda"),
    tipo: fields["TipoMensagem"] ?? "",
    centro: fields["CentroCustos"] ?? "",
    id: isZero ? "0" : id,
  };
  const registro = registroDe(given, settings);
  const sms = smsOf({ operation, channel: call.channel, http: call.request, sandbox, account, fields }, registro);
  const decision = host.submissions.submit(sandbox, sms, defaults);
  const { code, line } = linhaDe(decision, invocation);
  return {
    result: line,
    code,
    decidedBy: decision.decidedBy,
    messages: decision.kind === "accepted" ? [decision.message] : [],
    outcome: decision.outcome,
  };
}

/** A record with the web service's own limits; 0 means that a value was not given. */
export function registroDe(
  given: Pick<Registro, "numero" | "texto" | "agenda" | "tipo" | "centro" | "id">,
  { idExternoZero }: Pick<MensagemSettings, "idExternoZero">,
): Registro {
  const tipo = given.tipo.trim() || "0";
  const id = idExternoZero === "id" ? given.id.trim() : zeroIsNone(given.id);
  return {
    numero: given.numero.trim(),
    texto: textoDe(given.texto),
    longest: tipo === short ? longestShort : longestText,
    tipo: tipos.has(tipo) ? tipo : "",
    agenda: given.agenda,
    centro: zeroIsNone(given.centro),
    id,
    badId: id !== "" && (!/^\d{1,20}$/.test(id) || BigInt(id) > largestId),
    higienizar: false,
    kept: {},
  };
}
