import type { AccountChange, AccountKey } from "./account.ts";
import type { Millis } from "./clock.ts";
import type { Fault } from "./fault.ts";
import type { JsonObject } from "./json.ts";
import type { CallbackPlan, LifeStep } from "./message.ts";
import type { NearMiss } from "./near-miss.ts";
import { bindPdu, type PduPatch } from "./pdu-patch.ts";
import type { Reason } from "./refusal.ts";
import { bindResponse, type ResponsePatch } from "./response-patch.ts";
import type { Bilingual } from "./sentences.ts";
import { bindTemplate, idIn, type PlaceholderValue, renderTemplate, type TextTemplate } from "./template.ts";

/** A SOAP fault as a scenario writes it; the engine of .asmx services shapes it. */
export interface SoapFault {
  readonly code: "Client" | "Server";
  readonly message: string;
  readonly detail?: string;
}

/** A code of the provider with its fields. `late` fields hold the id of the message. */
export interface ScriptedCode {
  readonly code: string;
  readonly fields: JsonObject;
  readonly late?: Readonly<Record<string, TextTemplate>>;
}

/**
 * The answer of a rule: a code of the provider with its fields, a neutral reason, or a SOAP fault. A code of success
 * stands beside `accept: true`, for its fields.
 */
export type ScriptedAnswer = ScriptedCode | { readonly reason: Reason } | { readonly fault: SoapFault };

/** An inbound message to come from the recipient. */
export interface OutcomeReply {
  readonly text: TextTemplate;
  readonly after: Millis;
}

/** The scenario's decision about one message. The provider's defaults apply to everything absent. */
export interface Outcome {
  readonly answer?: ScriptedAnswer;
  /** Accepts a message that the provider's checks would refuse. */
  readonly accept: boolean;
  /** Real milliseconds before the answer. */
  readonly delay: Millis;
  readonly fault?: Fault;
  /** Changes to the HTTP response that would be sent. */
  readonly response?: ResponsePatch;
  /** Changes to the PDU that would be sent. */
  readonly pdu?: PduPatch;
  /** True if the request is not processed. */
  readonly before: boolean;
  readonly life?: readonly LifeStep[];
  readonly replies: readonly OutcomeReply[];
  /** Times of alert_notifications after acceptance. */
  readonly alerts?: readonly Millis[];
  readonly callbacks?: CallbackPlan;
  readonly changes: readonly { readonly account: AccountKey; readonly change: AccountChange }[];
  /** The rules that applied, a sentence each; absent: no rule matched. */
  readonly rule?: Bilingual;
  /** Messages of the request that were refused, the first hundred. */
  readonly refused?: readonly RefusedMessage[];
  /** Further refused messages. */
  readonly moreRefused?: number;
  /** The nearest rule and the key that failed, when no rule matched. */
  readonly nearMiss?: NearMiss;
}

/** Facts of a message that was refused. */
export interface RefusedMessage {
  readonly to: string;
  readonly text: string;
  readonly clientId?: string;
  /** Empty: the code of the request. */
  readonly code: string;
}

/** Most refused messages of a request that are kept. */
const maxRefused = 100;

export function withRefused<O extends Outcome>(outcome: O, refused: readonly RefusedMessage[]): O {
  if (refused.length === 0) return outcome;
  const more = refused.length - maxRefused;
  return { ...outcome, refused: refused.slice(0, maxRefused), ...(more > 0 ? { moreRefused: more } : {}) };
}

/** The outcome where no rule applies. */
export const defaultOutcome: Outcome = { accept: false, delay: 0, before: false, replies: [], changes: [] };

/** The outcome once the message has its id, which texts and fields may name. */
export function withMessageId(outcome: Outcome, id: string): Outcome {
  const { answer, response, pdu, replies } = outcome;
  if (answer === undefined && response === undefined && pdu === undefined && replies.length === 0) return outcome;
  const valueFor: PlaceholderValue = ({ name, form }) => (name === "id" ? idIn(form, id) : undefined);
  return {
    ...outcome,
    ...(answer === undefined ? {} : { answer: answerWith(answer, valueFor) }),
    ...(response === undefined ? {} : { response: bindResponse(response, valueFor) }),
    ...(pdu === undefined ? {} : { pdu: bindPdu(pdu, valueFor) }),
    replies: replies.map(({ text, after }) => ({ text: bindTemplate(text, valueFor), after })),
  };
}

function answerWith(answer: ScriptedAnswer, valueFor: PlaceholderValue): ScriptedAnswer {
  if (!("late" in answer) || answer.late === undefined) return answer;
  const { late, fields, ...rest } = answer;
  const rendered = Object.entries(late).map(([name, text]) => [name, renderTemplate(text, valueFor)]);
  return { ...rest, fields: { ...fields, ...Object.fromEntries(rendered) } };
}

/** True if the request was not processed and no rule answers it. */
export function isUnanswered({ before, answer }: Pick<Outcome, "before" | "answer">): boolean {
  return before && answer === undefined;
}

/** True if nothing comes between the commit and the answer. @param outcome absent: no rule decided */
export function leavesAtOnce(outcome: Outcome | undefined): boolean {
  if (outcome === undefined) return true;
  return outcome.delay === 0 && outcome.fault === undefined && outcome.callbacks?.beforeAnswer !== true;
}

/** True if rules took part, and changed neither statuses nor reports. */
export function leavesLife({ rule, life, callbacks }: Outcome): boolean {
  return rule !== undefined && life === undefined && callbacks === undefined;
}
