// The table of docs/confidence.md: questions of tests, and the evidence for the points of behaviour that they touch.

import type { Bilingual } from "../../../src/core/sentences.ts";
import { providers } from "../../../src/providers/index.ts";
import type { Coverage } from "../../../src/providers/provider.ts";

export interface Question {
  readonly provider: string;
  readonly requests: Bilingual;
  /** Places where the answer shows. */
  readonly shows: RegExp;
}

const ofOperations = (...names: readonly string[]): RegExp => new RegExp(`^call/(?:${names.join("|")})(?:/|$)`);
const repeats: Bilingual = { en: "when a callback comes again", pt: "quando um callback é repetido" };

export const resources: readonly Question[] = [
  {
    provider: "mobilepronto",
    requests: {
      en: "the code that `MPG_Send_SMS` answers (01r33)",
      pt: "o código que `MPG_Send_SMS` responde (01r33)",
    },
    shows: ofOperations("MPG_Send_SMS", "Aviso_Estoque_Minimo"),
  },
  {
    provider: "mobilepronto",
    requests: {
      en: "the code that `MPG_SendSimple_SMS` answers (v_2_00)",
      pt: "o código que `MPG_SendSimple_SMS` responde (v_2_00)",
    },
    shows: ofOperations("MPG_SendSimple_SMS"),
  },
  {
    provider: "mobilepronto",
    requests: {
      en: "operations of v_3_00 and pages such as `enviasms.aspx`, which no document of ours has",
      pt: "operações da v_3_00 e páginas como `enviasms.aspx`, que nenhum documento nosso tem",
    },
    shows: ofOperations("MPG_Send_SMS_v_3_00", "MPG_Send_Long_SMS", "enviasms", "smsfollow"),
  },
  {
    provider: "mobilepronto",
    requests: { en: "balance, status and queries", pt: "saldo, status e consultas" },
    shows: ofOperations("MPG_Credits", "MPG_Query01", "smscredits", "smsstatus", "query01"),
  },
  {
    provider: "mobilepronto",
    requests: { en: "voice calls and how they end", pt: "chamadas de voz e como terminam" },
    shows: ofOperations("MPG_SendandFollowUp_Voice", "MPG_Status_Voice"),
  },
  {
    provider: "mobilepronto",
    requests: {
      en: "SOAP on the wire: WSDL, help pages, faults, envelopes, paths",
      pt: "SOAP na rede: WSDL, páginas de ajuda, faults, envelopes, caminhos",
    },
    shows: /^(?:by\/|call$)/,
  },
  {
    provider: "mobilepronto",
    requests: {
      en: "credits that a message costs, reports and replies",
      pt: "créditos por mensagem, DLRs e respostas",
    },
    shows: /^(?:price|report|reply|status)/,
  },
  {
    provider: "mensagem",
    requests: { en: "the code that `send` and `mult` answer", pt: "o código que `send` e `mult` respondem" },
    shows: ofOperations("send", "mult"),
  },
  {
    provider: "mensagem",
    requests: {
      en: "HTTP on the wire: encodings, line ends, content type",
      pt: "HTTP na rede: codificações, fins de linha, content type",
    },
    shows: /^(?:by\/get|call$)/,
  },
  {
    provider: "mensagem",
    requests: { en: "`stat`, `stam`, `recv` and `cacl`", pt: "`stat`, `stam`, `recv` e `cacl`" },
    shows: ofOperations("stat", "stam", "recv", "cacl"),
  },
  {
    provider: "mensagem",
    requests: {
      en: "credits, users, levels, cost centres and operators",
      pt: "créditos, usuários, níveis, centros de custos e operadoras",
    },
    shows: /^(?:price|call\/(?:crdtf|cnnvl|cnus|cadus|altus|crctn|cict|cact|oper)(?:\/|$))/,
  },
  {
    provider: "mensagem",
    requests: { en: "the web service `/wbsapi.asmx`", pt: "o web service `/wbsapi.asmx`" },
    shows: /^(?:by\/(?:page|soap|form)|call\/(?:sendUnique|sendMultiple|inBox|status|cancel)(?:\/|$))/,
  },
  {
    provider: "mensagem",
    requests: { en: "statuses, callbacks and replies over HTTP", pt: "status, callbacks e respostas por HTTP" },
    shows: /^(?:status|report(?:$|\/(?!smpp))|reply(?:$|\/http))/,
  },
  { provider: "mensagem", requests: repeats, shows: /^retry$/ },
  {
    provider: "mensagem",
    requests: {
      en: "binds and submissions over SMPP",
      pt: "binds e envios por SMPP",
    },
    shows: /^(?:by\/smpp|status\/smpp|call\/(?:bind|submit|data_sm|query_sm|cancel_sm|replace_sm|unbind|enquire_link))/,
  },
  {
    provider: "mensagem",
    requests: { en: "receipts and inbound messages over SMPP", pt: "recibos e mensagens recebidas por SMPP" },
    shows: /^(?:report\/smpp|reply\/smpp|call\/(?:deliver_sm|alert_notification|outbind))/,
  },
  {
    provider: "sophia",
    requests: { en: "the answer of `unitario.php` and `envio.php`", pt: "a resposta de `unitario.php` e `envio.php`" },
    shows: ofOperations("unitario", "envio"),
  },
  {
    provider: "sophia",
    requests: {
      en: "how requests are read and answers written: query, form, JSON",
      pt: "como requisições são lidas e respostas escritas: query, formulário, JSON",
    },
    shows: /^(?:by\/|call$)/,
  },
  {
    provider: "sophia",
    requests: { en: "`dlr.php` and `mo.php`", pt: "`dlr.php` e `mo.php`" },
    shows: ofOperations("dlr", "mo"),
  },
  {
    provider: "sophia",
    requests: { en: "statuses, callbacks and replies", pt: "status, callbacks e respostas" },
    shows: /^(?:status|report|reply|price)/,
  },
  { provider: "sophia", requests: repeats, shows: /^retry$/ },
];

/** Points of a provider that a question touches. */
export function pointsOf({ provider, shows }: Question): readonly Coverage[] {
  const coverage = providers.find(({ id }) => id === provider)?.coverage ?? [];
  return coverage.filter((point) => point.shows.some((where) => shows.test(where)));
}

/** Points that no question touches, as `PROVIDER: POINT`. */
export function untouchedPoints(): string[] {
  return providers.flatMap(({ id, coverage }) => {
    const touched = new Set(resources.filter(({ provider }) => provider === id).flatMap(pointsOf));
    return coverage.filter((point) => !touched.has(point)).map(({ point }) => `${id}: ${point}`);
  });
}

const words = {
  trust: { en: "trust", pt: "confie" },
  check: { en: "check", pt: "confira" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** Rows of a provider: question, verdict, points by evidence, dialect options. */
export function rowsOf(provider: string, language: keyof Bilingual): string {
  return resources
    .filter((question) => question.provider === provider)
    .map((question) => {
      const points = pointsOf(question);
      const assumed = points.filter(({ evidence }) => evidence === "assumed");
      const options = [...new Set(assumed.flatMap(({ dialectOption }) => dialectOption ?? []))];
      const verdict = words[assumed.length === 0 ? "trust" : "check"][language];
      const counts = [points.length - assumed.length, assumed.length].map(String);
      const decided = options.map((option) => `\`${option}\``).join(" ");
      return `| ${[question.requests[language], verdict, ...counts, decided].join(" | ")} |\n`.replace("|  |", "| |");
    })
    .join("");
}
