// Between Mensagem's words and ours: one SMS as a function of the HTTP API or a method of the web service asks for it,
// made into what core decides about.

import type { Account } from "../../core/account.ts";
import { clean, type PhoneNumber, readNational } from "../../core/address.ts";
import type { Instant } from "../../core/clock.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Channel, LifeStep } from "../../core/message.ts";
import { messageId } from "../../core/message-id.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { HttpFacts, RequestFacts } from "../../core/request-facts.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import type { ProviderDefaults, Submission } from "../../core/submission.ts";
import { isWithoutCode, testNumberPhone } from "../../core/test-number-tables.ts";
import { describe, type TextDescription } from "../../core/text.ts";
import { detailsOf } from "./details.ts";
import { operatorsWithoutDlr } from "./dlr-operators.ts";
import { userRefusal } from "./get-function.ts";
import type { MensagemOperation } from "./operation.ts";
import { refuse } from "./reasons.ts";

/** "Mensagem com até 600 caracteres". */
export const longestText = 600;
/** "Campo Alpha numérico com até 40 caracteres". */
export const longestId = 40;

/** Fields that all messages of a request share. */
export interface MensagemEnvio extends Pick<RequestFacts, "session" | "segment"> {
  readonly operation: MensagemOperation;
  readonly channel: Channel;
  /** Absent over SMPP. */
  readonly http?: HttpFacts;
  readonly sandbox: Sandbox;
  readonly account: Account | null;
  /** Raw fields for scenario rules. */
  readonly fields: RequestFacts["fields"];
}

/** An SMS. */
export interface Registro {
  readonly numero: string;
  readonly texto: string;
  /** Absent: described here; given when many messages share one text. */
  readonly described?: TextDescription;
  /** Characters that the text may have at most. */
  readonly longest: number;
  /** `f`, TipoMensagem. */
  readonly tipo: string;
  readonly agenda: Instant | null | "unreadable";
  /** The cost centre as written; "" when none is given. */
  readonly centro: string;
  readonly id: string;
  readonly badId: boolean;
  readonly higienizar: boolean;
  /** Kept with the message: arq, fsd. */
  readonly kept: JsonObject;
  /** Fields that replace those which follow from the rest. */
  readonly own?: Partial<Submission["draft"]>;
}

/** "0=Comum, 1 = Comum Flash, 2 SMS Short, 4 = SMS Short Flash" as kinds of credit. */
const kinds: Readonly<Record<string, "long" | "flash" | "short">> = {
  "0": "long",
  "1": "flash",
  "2": "short",
  "4": "short",
};

/** "Envio prioritário": leaves before all others that are due at the same instant, as the highest priority_flag does. */
const highestPriority = 3;

const withoutDlr: ReadonlySet<string> = new Set(operatorsWithoutDlr);
const unconfirmedLife: readonly LifeStep[] = [
  { status: "sent", after: 1_000 },
  { status: "unconfirmed", after: 3_000 },
];

/** The number, in normal form when it can be one. Test numbers are numbers where the sandbox plays them. */
export function numberOf(written: string, sandbox: Sandbox, account: Account | null): PhoneNumber | Refusal {
  const testNumber = sandbox.testNumbers ? testNumberPhone(written) : null;
  return testNumber ?? readNational(written, account === null ? {} : { facts: account.numbers });
}

/** Recipient of a message: its number in normal form, or as written where it is none. */
export function recipientOf(number: PhoneNumber | Refusal, written: string): string {
  return "reason" in number ? written : number.normal;
}

/** Who may not send at all, or not for this cost centre: the same for every message of a request. */
export function senderRefusal(account: Account | null, centro: string): Refusal | null {
  const refusal = userRefusal(account);
  if (account === null || refusal !== null) return refusal;
  const details = detailsOf(account);
  if (!details.privilege) return refuse("no-privilege");
  if (centro === "") return details.costCentreRequired ? refuse("cost-centre-required") : null;
  const costCentre = details.costCentres.find((candidate) => String(candidate.id) === centro);
  if (costCentre === undefined)
    return refuse("cost-centre-invalid", { en: "no such cost centre", pt: "não há esse centro de custo" });
  return costCentre.active
    ? null
    : refuse("cost-centre-invalid", { en: "the cost centre is disabled", pt: "o centro de custo está desativado" });
}

/** Length of a text as the document counts it: a surrogate pair is a single character. */
export function charactersIn(texto: string): number {
  return /[\ud800-\udfff]/.test(texto) ? [...texto].length : texto.length;
}

/** Refusal of a text. */
export function textRefusal({ texto, longest }: Pick<Registro, "texto" | "longest">): Refusal | null {
  if (texto.trim() === "") return refuse("empty-text");
  return texto.length > longest && charactersIn(texto) > longest
    ? refuse("text-too-long", { en: `over ${longest} characters`, pt: `mais de ${longest} caracteres` })
    : null;
}

/** Refusal of text, kind or date. */
export function contentRefusal(registro: Registro, account: Account): Refusal | null {
  const { tipo, agenda } = registro;
  const refusal = textRefusal(registro);
  if (refusal !== null) return refusal;
  if (kinds[tipo] === undefined) return refuse("kind-not-allowed", { en: "no such kind", pt: "não há esse tipo" });
  if (!detailsOf(account).kinds.some((kind) => kind === tipo)) return refuse("kind-not-allowed");
  return agenda === "unreadable"
    ? refuse("bad-schedule", { en: "the date cannot be read", pt: "a data não pode ser lida" })
    : null;
}

/** The key of the credits a message is paid with: the account's, or the share of a user or cost centre. */
function purse(account: Account, kind: string, centro: string): string {
  const details = detailsOf(account);
  if (details.distribution === 1) return `user:${details.userId}/${kind}`;
  if (details.distribution === 2)
    return `centre:${centro === "" ? (details.centreId ?? details.costCentres[0]?.id ?? 0) : centro}/${kind}`;
  return kind;
}

/** An SMS ready to be decided. */
export interface Sms extends Submission {
  readonly registro: Registro;
  readonly number: PhoneNumber | Refusal;
}

/** `fields` are those of the record where each has its own. */
export function smsOf(envio: MensagemEnvio, registro: Registro): Sms {
  const { operation, channel, sandbox, account } = envio;
  const { texto, tipo, centro, id } = registro;
  const written = registro.higienizar ? clean(registro.numero) : registro.numero;
  const number = numberOf(written, sandbox, account);
  const to = recipientOf(number, written);
  const { encoding, parts } = registro.described ?? describe(texto);
  const kind = kinds[tipo] ?? "long";
  const from = registro.own?.from ?? (account === null ? "" : detailsOf(account).la);
  const agenda = typeof registro.agenda === "number" && registro.agenda > sandbox.clock.now() ? registro.agenda : null;
  return {
    registro,
    number,
    facts: {
      provider: "mensagem",
      operation: operation.name,
      channel,
      to,
      from,
      text: texto,
      fields: envio.fields,
      ...(envio.http === undefined ? {} : { http: envio.http }),
      ...(envio.session === undefined ? {} : { session: envio.session }),
      ...(envio.segment === undefined ? {} : { segment: envio.segment }),
      ...(account === null ? {} : { account }),
      ...(id === "" ? {} : { id }),
    },
    draft: {
      to,
      toWritten: registro.numero,
      from,
      text: texto,
      kind,
      encoding,
      parts,
      status: agenda === null ? "queued" : "scheduled",
      fields: keptOf(registro, number),
      ...(agenda === null ? {} : { scheduledFor: agenda }),
      ...(id === "" ? {} : { clientId: id }),
      ...(registro.kept["fsd"] === "1" ? { priority: highestPriority } : {}),
      ...registro.own,
    },
    debits: account?.prepaid === true ? [{ kind: purse(account, kind, centro), amount: parts }] : [],
    ...("reason" in number || !withoutDlr.has(number.operator?.code ?? "") ? {} : { life: unconfirmedLife }),
  };
}

export function smsDefaults(operation: MensagemOperation): ProviderDefaults<Sms> {
  return { operation, check, newId: ({ sandbox }, ordinal) => messageId(sandbox.random, ordinal) };
}

function check(now: Account | null, sms: Sms): Refusal | null {
  const refusal = refusalBesideCredit(now, sms);
  if (now === null || refusal !== null) return refusal;
  const { registro, draft } = sms;
  const there = now.credits[purse(now, draft.kind, registro.centro)] ?? 0;
  return now.prepaid && there < draft.parts ? refuse("no-credit") : null;
}

/** Refusal of an SMS that takes no credits: it replaces another. */
export function refusalBesideCredit(now: Account | null, { registro, number }: Sms): Refusal | null {
  const refusal = senderRefusal(now, registro.centro);
  if (now === null || refusal !== null) return refusal;
  const content = contentRefusal(registro, now);
  if (content !== null) return content;
  if (registro.badId) return refuse("id-too-long", { en: "the id cannot be one", pt: "o id não serve como id" });
  if ("reason" in number) return number;
  if (isWithoutCode(number)) return refuse("wrong-prefix");
  const facts = now.numbers[number.normal];
  if (facts?.blackList === true) return refuse("black-list");
  if (facts?.procon === true) return refuse("procon");
  return facts?.invalid === true ? refuse("number-invalidated") : null;
}

function keptOf({ tipo, centro, kept }: Registro, number: PhoneNumber | Refusal): JsonObject {
  return {
    ...kept,
    tipo,
    ...(centro === "" ? {} : { centro }),
    ...("reason" in number || number.operator === undefined ? {} : { operadora: number.operator.code }),
  };
}

/** "O caractere aspas simples é automaticamente substituído por espaço". */
export function textoDe(written: string): string {
  return written.includes("'") ? written.replaceAll("'", " ") : written;
}

/** An id as written, blanks around it dropped; 0 stands for none, as in the web service. */
export function zeroIsNone(written: string): string {
  const trimmed = written.trim();
  return trimmed === "0" ? "" : trimmed;
}
