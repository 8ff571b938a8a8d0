// sendMultiple: up to 1,000 SMS, records between semicolons, their fields between pipes ("Método sendMultiple").

import { type Refusal, refuse } from "../../../core/refusal.ts";
import { codeOf, failure, lines } from "../answer.ts";
import { mostNumbers, wholeCodes } from "../mult.ts";
import { itemOf, type Registro, senderRefusal } from "../translate.ts";
import { askOf, type Chamada, dateIn, type Feito, linhaDe, rawOf, refused } from "./chamada.ts";
import { registroDe } from "./send-unique.ts";

export function sendMultiple(chamada: Chamada): Feito {
  const { host, operation, call, sandbox, account, fields, settings } = chamada;
  const registros = registrosDe(fields["Conteudo"] ?? "");
  if ("reason" in registros) {
    const { instead, outcome, decidedBy } = host.exchange.consider(sandbox, askOf(chamada), operation);
    const feito = { messages: [], outcome, ...rawOf(outcome) };
    if (instead === null) return { ...feito, ...refused(chamada, senderRefusal(account, "") ?? registros) };
    if (instead.kind === "unprocessed") return { ...feito, result: null, code: "", decidedBy };
    const code = instead.kind === "scripted" ? instead.code : codeOf(operation, instead.refusal.reason);
    return { ...feito, result: failure(operation, code, settings), code, decidedBy };
  }
  const envio = { operation, channel: call.channel, sandbox, account, fields };
  const all = host.exchange.submitAll(
    sandbox,
    registros.map((registro) => itemOf(envio, registro)),
    {
      isWhole: (code) => wholeCodes.has(code) || code === unfinished,
      check: (now) => senderRefusal(now, ""),
    },
  );
  const { instead, outcome, decidedBy } = all;
  const messages = all.each.flatMap((one) => (one.kind === "accepted" ? [one.message] : []));
  const feito = { decidedBy, outcome, messages, ...rawOf(outcome) };
  if (instead?.kind === "unprocessed") return { ...feito, result: null, code: "" };
  if (instead !== null) {
    const code = instead.kind === "scripted" ? instead.code : codeOf(operation, instead.refusal.reason);
    return { ...feito, result: failure(operation, code, settings), code };
  }
  const answers = all.each.map((one) => linhaDe(one, chamada));
  const result = lines(
    answers.map((one) => one.line),
    settings,
  );
  return { ...feito, result, code: [...new Set(answers.map((one) => one.code))].join(",") };
}

/** What is 0 at MULT. */
const unfinished = "300";

/** "Número do telefone | Mensagem | Id externo | Agenda | TipoMensagem | CentroCustos", the last four optional. */
function registrosDe(conteudo: string): readonly Registro[] | Refusal {
  const records = conteudo.split(";");
  while (records.length > 0 && records.at(-1)?.trim() === "") records.pop();
  if (records.length === 0) return refuse("too-few", "no record");
  const registros: Registro[] = [];
  for (const record of records) {
    const [numero = "", texto, id = "", agenda = "", tipo = "", centro = "", ...more] = record.split("|");
    if (texto === undefined || more.length > 0)
      return refuse("bad-delimiter", "a record has 2 to 6 fields between pipes");
    registros.push(registroDe({ numero, texto, id, agenda: dateIn(agenda), tipo, centro }));
  }
  return registros.length > mostNumbers ? refuse("too-many", `${registros.length} records`) : registros;
}
