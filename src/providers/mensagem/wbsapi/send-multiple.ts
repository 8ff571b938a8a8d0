// sendMultiple: up to 1,000 SMS, records between semicolons, their fields between pipes ("Método sendMultiple").

import { type Refusal, refuse } from "../../../core/refusal.ts";
import type { GroupDefaults } from "../../../core/submission.ts";
import { codeOfEnding, failure, lines } from "../answer.ts";
import { maxNumbers, wholeCodes } from "../mult.ts";
import { recordsOf } from "../registros.ts";
import type { MensagemSettings } from "../settings.ts";
import { type Registro, type Sms, senderRefusal, smsDefaults, smsOf } from "../translate.ts";
import { sendMultiple as sendMultipleOperation } from "../vocabulary.ts";
import { consultado, dateIn, type Invocation, type InvocationResult, linhaDe } from "./invocation.ts";
import { registroDe } from "./send-unique.ts";

/** Code that stands for MULT's 0. */
const unfinished = "300";

const defaults: GroupDefaults<Sms> = {
  ...smsDefaults(sendMultipleOperation),
  wholeCodes: new Set([...wholeCodes, unfinished]),
  checkWhole: (account) => senderRefusal(account, ""),
};
const none: ReadonlySet<string> = new Set();

/** The document's example writes `MSG 2/435`, where its own rule has a pipe before the id. */
function slashAsPipe(texto: string | undefined): string[] {
  if (texto === undefined) return [];
  const [, text, id] = /^(.*)\/(\d{1,20})$/s.exec(texto) ?? [];
  return text === undefined || id === undefined ? [texto] : [text, id];
}

export function sendMultiple(invocation: Invocation): InvocationResult {
  const { host, operation, call, sandbox, account, fields, settings } = invocation;
  const registros = registrosDe(fields["Conteudo"] ?? "", settings);
  if ("reason" in registros) {
    return consultado(invocation, none, (_ruleCode, now) => senderRefusal(now, "") ?? registros);
  }
  const envio = { operation, channel: call.channel, http: call.request, sandbox, account, fields };
  const all = host.submissions.submitAll(
    sandbox,
    registros.map((registro) => smsOf(envio, registro)),
    defaults,
  );
  const { instead, outcome, decidedBy } = all;
  const messages = all.each.flatMap((decision) => (decision.kind === "accepted" ? [decision.message] : []));
  const common = { decidedBy, outcome, messages };
  if (instead !== null) {
    const code = codeOfEnding(instead, operation);
    return { ...common, result: failure(operation, code, settings), code };
  }
  const answers = all.each.map((decision) => linhaDe(decision, invocation));
  const result = lines(
    answers.map((answer) => answer.line),
    settings,
  );
  return { ...common, result, code: [...new Set(answers.map((answer) => answer.code))].join(",") };
}

/** "Número do telefone | Mensagem | Id externo | Agenda | TipoMensagem | CentroCustos", the last four optional. */
function registrosDe(
  conteudo: string,
  settings: Pick<MensagemSettings, "conteudoSlash" | "idExternoZero">,
): readonly Registro[] | Refusal {
  const records = recordsOf(conteudo, ";", maxNumbers);
  if (records === null) return refuse("too-many", { en: `> ${maxNumbers} records`, pt: `> ${maxNumbers} registros` });
  if (records.length === 0) return refuse("too-few", { en: "no record", pt: "nenhum registro" });
  const registros: Registro[] = [];
  for (const record of records) {
    const fields = record.split("|");
    if (settings.conteudoSlash === "pipe") fields.splice(1, 1, ...slashAsPipe(fields[1]));
    const [numero = "", texto, id = "", agenda = "", tipo = "", centro = "", ...more] = fields;
    if (texto === undefined || more.length > 0)
      return refuse("bad-delimiter", {
        en: "a record has 2 to 6 fields between pipes",
        pt: "um registro tem de 2 a 6 campos entre barras verticais",
      });
    registros.push(registroDe({ numero, texto, id, agenda: dateIn(agenda), tipo, centro }, settings));
  }
  return registros;
}
