// /sms/mult: 2 to 1,000 SMS in one request, one text for all (layout 0) or a record each (layout 1) ("Envio de SMS
// Múltiplo"). The scenario is asked once a message; what concerns the request whole is answered with one line.

import { type Refusal, refuse } from "../../core/refusal.ts";
import type { GroupDefaults } from "../../core/submission.ts";
import { describe } from "../../core/text.ts";
import type { HandledHttp } from "../handled.ts";
import { codeOfEnding, failure, lines, served, type Visit } from "./answer.ts";
import {
  abaixoDoMinimo,
  acimaDoMaximo,
  caracteres,
  centroObrigatorio,
  clienteDesabilitado,
  clienteInvalido,
  clienteOuUsuario,
  delimitador,
  emBranco,
  erroCreditos,
  layout,
  modalidade,
  naoConcluida,
  semPrivilegio,
  senhaInvalida,
  usuarioDesabilitado,
} from "./codes.ts";
import { consultada } from "./consulta.ts";
import type { GetFunction } from "./get-function.ts";
import { recordsOf } from "./registros.ts";
import { agendaDe, keptFields, lineOf, priorityFindings } from "./send.ts";
import {
  contentRefusal,
  longestText,
  type Registro,
  type Sms,
  senderRefusal,
  smsDefaults,
  smsOf,
  textoDe,
  zeroIsNone,
} from "./translate.ts";
import { mult } from "./vocabulary.ts";

/** "Mínimo de dois telefones por requisição, máximo de mil telefones por requisição". */
const fewest = 2;
export const maxNumbers = 1_000;

export const wholeCodes: ReadonlySet<string> = new Set(
  [
    naoConcluida,
    semPrivilegio,
    clienteDesabilitado,
    usuarioDesabilitado,
    centroObrigatorio,
    delimitador,
    layout,
    abaixoDoMinimo,
    acimaDoMaximo,
    clienteOuUsuario,
    erroCreditos,
    senhaInvalida,
    clienteInvalido,
  ].map((row) => row.code),
);
/** With one text for all, what is wrong with it is told once. */
const wholeCodesOfLayout0: ReadonlySet<string> = new Set([
  ...wholeCodes,
  ...[emBranco, modalidade, caracteres].map((row) => row.code),
]);

const defaultsOfLayout1: GroupDefaults<Sms> = {
  ...smsDefaults(mult),
  wholeCodes,
  checkWhole: (account, first) => senderRefusal(account, first?.registro.centro ?? ""),
};
const defaultsOfLayout0: GroupDefaults<Sms> = {
  ...defaultsOfLayout1,
  wholeCodes: wholeCodesOfLayout0,
  checkWhole(account, first) {
    const refusal = defaultsOfLayout1.checkWhole(account, first);
    if (refusal !== null || account === null || first === undefined) return refusal;
    return contentRefusal(first.registro, account);
  },
};

export const multFunction: GetFunction = {
  operation: mult,
  user: "u",
  serve(visit) {
    const { fields } = visit;
    const read = registrosDe(visit);
    if ("reason" in read)
      return consultada(visit, {}, (_ruleCode, account) => senderRefusal(account, zeroIsNone(fields.get("t"))) ?? read);
    return sendAll(visit, read, fields.get("l").trim() === "1");
  },
};

function sendAll(visit: Visit, registros: readonly Registro[], layout1: boolean): HandledHttp {
  const { host, request, fields, sandbox, account, settings, operation } = visit;
  const envio = { operation, channel: "get", http: request, sandbox, account, fields: fields.all } as const;
  const all = host.submissions.submitAll(
    sandbox,
    registros.map((registro) => smsOf(envio, registro)),
    layout1 ? defaultsOfLayout1 : defaultsOfLayout0,
  );
  const { instead, outcome, decidedBy } = all;
  const findings = priorityFindings(fields);
  const messages = all.each.flatMap((decision) => (decision.kind === "accepted" ? [decision.message] : []));
  if (instead !== null) {
    const code = codeOfEnding(instead, operation);
    return served(visit, failure(operation, code, settings), { code, decidedBy, outcome, findings, messages });
  }
  const answers = all.each.map((decision) => lineOf(decision, operation, settings));
  return served(
    visit,
    lines(
      answers.map((answer) => answer.line),
      settings,
    ),
    {
      code: [...new Set(answers.map((answer) => answer.code))].join(","),
      decidedBy,
      messages,
      findings,
      outcome,
    },
  );
}

/** The records of a list, its numbers bare of blanks; a delimiter at its end begins no record. */
function registrosDe({ fields }: Visit): readonly Registro[] | Refusal {
  const l = fields.get("l").trim() || "0";
  if (l !== "0" && l !== "1") return refuse("bad-layout", { en: "l is neither 0 nor 1", pt: "l não é 0 nem 1" });
  const [own, other] = l === "0" ? ["n", "c"] : ["c", "n"];
  if (fields.get(own ?? "").trim() === "" && fields.get(other ?? "").trim() !== "") {
    return refuse("bad-layout", {
      en: `layout ${l} takes its list in ${own}`,
      pt: `o layout ${l} recebe a lista em ${own}`,
    });
  }
  const records = recordsOf(fields.get(own ?? ""), ";", maxNumbers);
  if (records === null) return refuse("too-many", { en: `> ${maxNumbers} numbers`, pt: `> ${maxNumbers} números` });
  const registros = l === "0" ? layout0(records, fields) : layout1(records, fields);
  if ("reason" in registros || registros.length >= fewest) return registros;
  return refuse("too-few", { en: `${registros.length} numbers`, pt: `${registros.length} números` });
}

function sharedOf(fields: Visit["fields"]): Omit<Registro, "numero" | "texto" | "id" | "badId"> {
  return {
    longest: longestText,
    tipo: fields.get("f").trim() || "0",
    agenda: agendaDe(fields.get("d")),
    centro: zeroIsNone(fields.get("t")),
    higienizar: fields.get("z").trim() === "1",
    kept: keptFields(fields),
  };
}

function layout0(records: readonly string[], fields: Visit["fields"]): readonly Registro[] | Refusal {
  const texto = textoDe(fields.get("m"));
  const shared = { ...sharedOf(fields), texto, described: describe(texto), id: "", badId: false };
  const registros: Registro[] = [];
  for (const record of records) {
    if (record.includes("|"))
      return refuse("bad-delimiter", { en: "layout 0 has no pipe", pt: "o layout 0 não tem barra vertical" });
    registros.push({ ...shared, numero: record.trim() });
  }
  return registros;
}

/** "Número de telefone | Mensagem | ID (Numérico)". */
function layout1(records: readonly string[], fields: Visit["fields"]): readonly Registro[] | Refusal {
  const shared = sharedOf(fields);
  const registros: Registro[] = [];
  for (const record of records) {
    const [numero = "", texto, id = "", ...more] = record.split("|");
    if (texto === undefined || more.length > 0)
      return refuse("bad-delimiter", {
        en: "a record is number|text or number|text|id",
        pt: "um registro é número|texto ou número|texto|id",
      });
    const trimmed = id.trim();
    const badId = !/^\d{0,40}$/.test(trimmed);
    registros.push({ ...shared, numero: numero.trim(), texto: textoDe(texto), id: trimmed, badId });
  }
  return registros;
}
