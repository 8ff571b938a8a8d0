// Describes the steps of a rule.

import type { CallbackPlan } from "../../core/message.ts";
import type { PduPatch } from "../../core/pdu-patch.ts";
import type { ReceiptsTo } from "../../core/report-receivers.ts";
import type { ScenarioEvent } from "../../core/request-facts.ts";
import type { ResponsePatch } from "../../core/response-patch.ts";
import { type Bilingual, bilingual, joined, listed, type SentenceValue, sentencesOf } from "../../core/sentences.ts";
import { actionStepWords } from "./action-sentences.ts";
import type { PlannedFault } from "./planned-fault.ts";
import type { Assignment, Delay, Effects } from "./steps.ts";
import { durationWords, perWords, templateWords } from "./words.ts";

const say = sentencesOf({
  nothing: { en: "add nothing", pt: "não acrescenta nada" },
  accept: { en: "accept", pt: "aceita" },
  reply: {
    en: 'have the recipient reply "{text}" after {duration}',
    pt: 'faz o destinatário responder "{text}" depois de {duration}',
  },
  alert: { en: "send alert_notification after {duration}", pt: "envia alert_notification depois de {duration}" },
  account: { en: "change the account {account}", pt: "altera a conta {account}" },
  "own-account": { en: "change its account", pt: "altera a conta dela" },
  "one-of": { en: "do one of these: {branches}", pt: "faz um destes: {branches}" },

  set: { en: "set {name} to {value}", pt: "põe {value} em {name}" },
  "set-per": { en: "set {name} of this {per} to {value}", pt: "põe {value} em {name} (por {per})" },
  add: { en: "add {amount} to {name}", pt: "soma {amount} a {name}" },
  "add-per": { en: "add {amount} to {name} of this {per}", pt: "soma {amount} a {name} (por {per})" },

  answer: { en: "answer {code}", pt: "responde {code}" },
  "answer-fields": { en: "answer {code} with its own {fields}", pt: "responde {code} com {fields} da regra" },
  antifraud: { en: "hold the message for antifraud", pt: "retém a mensagem para o antifraude" },
  refuse: { en: "refuse for the reason {reason}", pt: "recusa pelo motivo {reason}" },
  "soap-fault": { en: 'answer the SOAP fault {code} "{message}"', pt: 'responde com o SOAP fault {code} "{message}"' },

  "lose-answer": { en: "lose the answer", pt: "perde a resposta" },
  hang: { en: "never answer", pt: "nunca responde" },
  "hang-for": { en: "stay silent for {duration}", pt: "fica em silêncio por {duration}" },
  reset: { en: "reset the connection", pt: "derruba a conexão com RST" },
  close: { en: "close the connection", pt: "fecha a conexão" },
  "truncate-after": { en: "cut the answer after {bytes} bytes", pt: "corta a resposta depois de {bytes} bytes" },
  "truncate-inside": { en: "cut the answer inside {place}", pt: "corta a resposta dentro de {place}" },
  drip: {
    en: "send the answer {bytes} bytes every {duration}",
    pt: "envia a resposta em {bytes} bytes a cada {duration}",
  },
  garbage: { en: "send {count} random bytes instead", pt: "envia {count} bytes aleatórios no lugar" },
  twice: { en: "answer twice", pt: "responde duas vezes" },
  "wrong-sequence": { en: "answer with another sequence number", pt: "responde com outro sequence_number" },
  "bad-length": { en: "answer with a wrong length", pt: "responde com um command_length errado" },
  "unknown-command": { en: "answer with an unknown command", pt: "responde com um comando desconhecido" },
  unbind: { en: "unbind the session", pt: "envia unbind à sessão" },
  silence: { en: "leave the session without any answer", pt: "deixa a sessão sem resposta alguma" },

  response: { en: "send the response {changes}", pt: "envia a resposta {changes}" },
  status: { en: "with HTTP {status}", pt: "com HTTP {status}" },
  page: { en: "as the page {page}", pt: "como a página {page}" },
  "body-octets": { en: "with {count} octets as the body", pt: "com {count} octetos como corpo" },
  body: { en: "with another body", pt: "com outro corpo" },
  headers: { en: "with other headers ({names})", pt: "com outros cabeçalhos ({names})" },
  charset: { en: "in {charset}", pt: "em {charset}" },
  bom: { en: "behind a byte order mark", pt: "depois de um BOM" },
  "then-close": { en: "and then the end of the connection", pt: "e então o fim da conexão" },

  pdu: { en: "send the PDU {changes}", pt: "envia a PDU {changes}" },
  octets: { en: "as {count} octets of its own", pt: "como {count} octetos da regra" },
  command: { en: "with command_id {id}", pt: "com command_id {id}" },
  "command-status": { en: "with command_status {status}", pt: "com command_status {status}" },
  "no-body": { en: "without a body", pt: "sem corpo" },
  "keep-body": { en: "with its body", pt: "com o seu corpo" },
  fields: { en: "with another {fields}", pt: "com {fields} da regra" },
  receipt: { en: 'with the receipt "{text}"', pt: 'com o recibo "{text}"' },
  tlv: { en: "with parameter {tag}", pt: "com o parâmetro {tag}" },
  "no-tlv": { en: "without parameter {tag}", pt: "sem o parâmetro {tag}" },

  wait: { en: "wait {duration}", pt: "espera {duration}" },
  "wait-between": { en: "wait {from} to {until}", pt: "espera de {from} a {until}" },
  "wait-about": { en: "wait about {median} (sigma {sigma})", pt: "espera cerca de {median} (sigma {sigma})" },

  "life-name": { en: "let the message end {name}", pt: "faz a mensagem terminar como {name}" },
  "life-none": { en: "let nothing more become of the message", pt: "não deixa a mensagem mudar mais" },
  life: { en: "let the message be {steps}", pt: "faz a mensagem ficar {steps}" },
  "life-error": {
    en: "{status} after {duration} with the error {err}",
    pt: "{status} depois de {duration} com o erro {err}",
  },
  "life-now": { en: "{status} at once", pt: "{status} na hora" },
  "life-step": { en: "{status} after {duration}", pt: "{status} depois de {duration}" },

  deliver: { en: "deliver it {how}", pt: "entrega-a {how}" },
  times: { en: "{count} times", pt: "{count} vezes" },
  "not-at-all": { en: "not at all", pt: "nunca" },
  report: { en: "report {how}", pt: "envia os DLRs {how}" },
  usual: { en: "as usual", pt: "como sempre" },
  "to-session": { en: "to SMPP sessions: {which}", pt: "às sessões SMPP: {which}" },
  once: { en: "once", pt: "uma vez" },
  copies: { en: "each status {count} times", pt: "{count} vezes cada" },
  "copies-on": { en: "each status from this one on {count} times", pt: "{count} vezes cada, a partir deste" },
  reversed: { en: "in reverse order", pt: "em ordem inversa" },
  shuffled: { en: "in random order", pt: "em ordem aleatória" },
  "lose-one": { en: "without the first one", pt: "sem o primeiro" },
  lose: { en: "without the first {count}", pt: "sem os {count} primeiros" },
  late: { en: "{duration} late", pt: "com {duration} de atraso" },
  interleaved: {
    en: "in turns with the other messages of the request",
    pt: "alternando com as outras mensagens da requisição",
  },
  "by-method": { en: "by {method}", pt: "por {method}" },
  renamed: { en: "with other names for {names}", pt: "com outros nomes para {names}" },
  extra: { en: "with {names} as well", pt: "com {names} também" },
  "before-answer": { en: "before the answer", pt: "antes da resposta" },
});

/** `wait 300ms, answer 900 and lose the answer`; `add nothing` when there are no steps. */
export function effectsWords(effects: Effects, event?: ScenarioEvent): Bilingual {
  const words: Bilingual[] = [];
  if (effects.delay !== undefined) words.push(delayWords(effects.delay));
  if (effects.accept) words.push(say("accept"));
  if (effects.answer !== undefined) words.push(answerWords(effects.answer));
  if (effects.response !== undefined) words.push(responseWords(effects.response));
  if (effects.pdu !== undefined) words.push(pduWords(effects.pdu));
  if (effects.fault !== undefined) words.push(faultWords(effects.fault));
  if (effects.life !== undefined) words.push(lifeWords(effects.life));
  for (const { text, after } of effects.replies)
    words.push(say("reply", { text: templateWords(text), duration: durationWords(after) }));
  for (const after of effects.alerts ?? []) words.push(say("alert", { duration: durationWords(after) }));
  if (effects.callbacks !== undefined) words.push(callbackWords(effects.callbacks, event));
  for (const assignment of effects.set) words.push(assignmentWords(assignment));
  for (const { account } of effects.changes)
    words.push(account === "this" ? say("own-account") : say("account", { account }));
  for (const action of effects.actions ?? []) words.push(actionStepWords(action, event));
  if (effects.oneOf !== undefined) {
    const branches = effects.oneOf.map(({ weight, effects: branch }) =>
      joined([`(${weight})`, effectsWords(branch, event)]),
    );
    return say("one-of", { branches: joined(branches, "; ") });
  }
  return words.length === 0 ? say("nothing") : listed(words);
}

function assignmentWords({ name, per, value }: Assignment): Bilingual {
  if ("add" in value) {
    return per === undefined
      ? say("add", { amount: value.add, name })
      : say("add-per", { amount: value.add, name, per: perWords(per) });
  }
  const text = templateWords(value.text) || '""';
  return per === undefined
    ? say("set", { name, value: text })
    : say("set-per", { name, value: text, per: perWords(per) });
}

function answerWords(answer: NonNullable<Effects["answer"]>): Bilingual {
  if ("reason" in answer && answer.reason === "antifraud") return say("antifraud");
  if ("reason" in answer) return say("refuse", { reason: answer.reason });
  if ("fault" in answer) {
    const { code, message } = answer.fault;
    return say("soap-fault", { code, message: templateWords(message) });
  }
  const fields = Object.keys(answer.fields);
  if (fields.length === 0) return say("answer", { code: answer.code });
  return say("answer-fields", { code: answer.code, fields: listed(fields) });
}

function faultWords(fault: PlannedFault): Bilingual {
  switch (fault.kind) {
    case "hang":
      return fault.forMs === undefined ? say("hang") : say("hang-for", { duration: durationWords(fault.forMs) });
    case "truncate":
      return "after" in fault
        ? say("truncate-after", { bytes: fault.after })
        : say("truncate-inside", { place: fault.inside });
    case "drip":
      return say("drip", { bytes: fault.bytes, duration: durationWords(fault.everyMs) });
    case "garbage":
      return say("garbage", { count: fault.count });
    default:
      return say(fault.kind);
  }
}

function responseWords(patch: ResponsePatch): Bilingual {
  const { status, reason, headers, body, page, charset, bom, close } = patch;
  const words: Bilingual[] = [];
  if (status !== undefined)
    words.push(say("status", { status: reason === undefined ? status : `${status} ${reason}` }));
  if (page !== undefined) words.push(say("page", { page }));
  if (body !== undefined)
    words.push("octets" in body ? say("body-octets", { count: body.octets.length }) : say("body"));
  if (headers !== undefined) words.push(say("headers", { names: headers.map(({ name }) => name).join(", ") }));
  if (charset !== undefined) words.push(say("charset", { charset }));
  if (bom === true) words.push(say("bom"));
  if (close === true) words.push(say("then-close"));
  return say("response", { changes: listed(words) });
}

function pduWords({ commandId, status, body, fields, receipt, tlvs, octets }: PduPatch): Bilingual {
  const words: Bilingual[] = [];
  if (octets !== undefined) words.push(say("octets", { count: octets.length }));
  if (commandId !== undefined) words.push(say("command", { id: hex(commandId, 8) }));
  if (status !== undefined) words.push(say("command-status", { status: hex(status, 8) }));
  if (body !== undefined) words.push(say(body === "none" ? "no-body" : "keep-body"));
  if (fields !== undefined) words.push(say("fields", { fields: listed(fields.map(({ name }) => name)) }));
  if (receipt !== undefined) words.push(say("receipt", { text: templateWords(receipt) }));
  for (const { tag, value } of tlvs ?? []) words.push(say(value === null ? "no-tlv" : "tlv", { tag: hex(tag, 4) }));
  return say("pdu", { changes: listed(words) });
}

function hex(number: number, digits: number): string {
  return `0x${number.toString(16).padStart(digits, "0")}`;
}

function delayWords(delay: Delay): Bilingual {
  switch (delay.kind) {
    case "fixed":
      return say("wait", { duration: durationWords(delay.ms) });
    case "between":
      return say("wait-between", { from: durationWords(delay.from), until: durationWords(delay.until) });
    case "log-normal":
      return say("wait-about", { median: durationWords(delay.median), sigma: delay.sigma });
  }
}

function lifeWords(life: NonNullable<Effects["life"]>): Bilingual {
  if (life.name !== undefined) return say("life-name", { name: life.name });
  if (life.steps.length === 0) return say("life-none");
  const steps = life.steps.map(({ status, word, after, err }) => {
    const step = { status: word ?? status, duration: durationWords(after) };
    if (after === 0 && err === undefined) return say("life-now", { status: step.status });
    return err === undefined ? say("life-step", step) : say("life-error", { ...step, err });
  });
  return say("life", { steps: listed(steps) });
}

/** A rule on a status has no say in the reports before it. */
function copiesWord(event: ScenarioEvent | undefined): "times" | "copies-on" | "copies" {
  if (event === "inbound") return "times";
  return event === "status" ? "copies-on" : "copies";
}

function callbackWords(plan: CallbackPlan, event: ScenarioEvent | undefined): Bilingual {
  const words: SentenceValue[] = [];
  const isInbound = event === "inbound";
  if (plan.copies === 1) words.push(say("once"));
  else if (plan.copies !== undefined) words.push(say(copiesWord(event), { count: plan.copies }));
  if (plan.order !== undefined) words.push(say(plan.order));
  if (isInbound && plan.lose !== undefined) words.push(say("not-at-all"));
  else if (plan.lose !== undefined) words.push(plan.lose === 1 ? say("lose-one") : say("lose", { count: plan.lose }));
  if (plan.delay !== undefined) words.push(say("late", { duration: durationWords(plan.delay) }));
  if (plan.receiptsTo !== undefined) words.push(say("to-session", { which: receiverWords(plan.receiptsTo) }));
  if (plan.beforeAnswer === true) words.push(say("before-answer"));
  if (plan.method !== undefined) words.push(say("by-method", { method: plan.method }));
  if (plan.charset !== undefined) words.push(say("charset", { charset: plan.charset }));
  if (plan.rename !== undefined) words.push(say("renamed", { names: listed(Object.keys(plan.rename)) }));
  if (plan.extra !== undefined) words.push(say("extra", { names: listed(Object.keys(plan.extra)) }));
  const how = words.length === 0 ? bilingual(say("usual")) : manyWords(words);
  return say(isInbound ? "deliver" : "report", { how });
}

function receiverWords(receiptsTo: ReceiptsTo): string {
  return typeof receiptsTo === "string" ? receiptsTo : receiptsTo.account;
}

/** Several words stand in parentheses: the next step of a rule follows behind them. */
function manyWords(words: readonly SentenceValue[]): Bilingual {
  const all = joined(words, ", ");
  return words.length === 1 ? all : { en: `(${all.en})`, pt: `(${all.pt})` };
}
