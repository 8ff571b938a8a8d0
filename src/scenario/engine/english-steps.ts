// Describes the steps of a rule in English.

import type { CallbackPlan } from "../../core/message.ts";
import type { PduPatch } from "../../core/pdu-patch.ts";
import type { ResponsePatch } from "../../core/response-patch.ts";
import type { TextTemplate } from "../../core/template.ts";
import type { PlannedFault } from "./planned-fault.ts";
import type { Assignment, Delay, Effects } from "./steps.ts";
import { listWords, spanWords } from "./words.ts";

/** `wait 300ms, answer 900 and lose the answer`; `add nothing` when there are no steps. */
export function effectsWords(effects: Effects): string {
  const words: string[] = [];
  if (effects.delay !== undefined) words.push(delayWords(effects.delay));
  if (effects.accept) words.push("accept");
  if (effects.answer !== undefined) words.push(answerWords(effects.answer));
  if (effects.response !== undefined) words.push(responseWords(effects.response));
  if (effects.pdu !== undefined) words.push(pduWords(effects.pdu));
  if (effects.fault !== undefined) words.push(faultWords(effects.fault));
  if (effects.life !== undefined) words.push(lifeWords(effects.life));
  for (const reply of effects.replies)
    words.push(`have the recipient reply "${templateWords(reply.text)}" after ${spanWords(reply.after)}`);
  if (effects.callbacks !== undefined) words.push(callbackWords(effects.callbacks));
  for (const assignment of effects.set) words.push(assignmentWords(assignment));
  for (const { account } of effects.changes) words.push(`change the account ${account}`);
  if (effects.oneOf !== undefined)
    return `do one of these: ${effects.oneOf.map(({ weight, effects: branch }) => `(${weight}) ${effectsWords(branch)}`).join("; ")}`;
  return words.length === 0 ? "add nothing" : listWords(words);
}

function assignmentWords({ name, per, value }: Assignment): string {
  const of = per === undefined ? "" : ` of this ${per === "to" ? "recipient" : per}`;
  if ("add" in value) return `add ${value.add} to ${name}${of}`;
  const text = templateWords(value.text);
  return `set ${name}${of} to ${text === "" ? '""' : text}`;
}

function answerWords(answer: NonNullable<Effects["answer"]>): string {
  if ("reason" in answer && answer.reason === "antifraud") return "hold the message for antifraud";
  if ("reason" in answer) return `refuse for the reason ${answer.reason}`;
  if ("fault" in answer) return `answer the SOAP fault ${answer.fault.code} "${templateWords(answer.fault.message)}"`;
  const fields = Object.keys(answer.fields);
  return `answer ${answer.code}${fields.length === 0 ? "" : ` with its own ${listWords(fields)}`}`;
}

function faultWords(fault: PlannedFault): string {
  switch (fault.kind) {
    case "lose-answer":
      return "lose the answer";
    case "hang":
      return fault.forMs === undefined ? "never answer" : `stay silent for ${spanWords(fault.forMs)}`;
    case "reset":
      return "reset the connection";
    case "close":
      return "close the connection";
    case "truncate":
      return "after" in fault ? `cut the answer after ${fault.after} bytes` : `cut the answer inside ${fault.inside}`;
    case "drip":
      return `send the answer ${fault.bytes} bytes every ${spanWords(fault.everyMs)}`;
    case "garbage":
      return `send ${fault.count} random bytes instead`;
    case "twice":
      return "answer twice";
    case "wrong-sequence":
      return "answer with another sequence number";
    case "bad-length":
      return "answer with a wrong length";
    case "unknown-command":
      return "answer with an unknown command";
    case "unbind":
      return "unbind the session";
    case "silence":
      return "leave the session without any answer";
  }
}

function responseWords(patch: ResponsePatch): string {
  const { status, reason, headers, body, page, charset, bom, close } = patch;
  const words: string[] = [];
  if (status !== undefined) words.push(`with HTTP ${status}${reason === undefined ? "" : ` ${reason}`}`);
  if (page !== undefined) words.push(`as the page ${page}`);
  if (body !== undefined)
    words.push("octets" in body ? `with ${body.octets.length} octets as the body` : "with another body");
  if (headers !== undefined) words.push(`with other headers (${headers.map(({ name }) => name).join(", ")})`);
  if (charset !== undefined) words.push(`in ${charset}`);
  if (bom === true) words.push("behind a byte order mark");
  if (close === true) words.push("and then the end of the connection");
  return `send the response ${listWords(words)}`;
}

function pduWords({ commandId, status, body, fields, receipt, tlvs, octets }: PduPatch): string {
  const hex = (number: number): string => `0x${number.toString(16).padStart(8, "0")}`;
  const words: string[] = [];
  if (octets !== undefined) words.push(`as ${octets.length} octets of its own`);
  if (commandId !== undefined) words.push(`with command_id ${hex(commandId)}`);
  if (status !== undefined) words.push(`with command_status ${hex(status)}`);
  if (body !== undefined) words.push(body === "none" ? "without a body" : "with its body");
  if (fields !== undefined) words.push(`with another ${listWords(fields.map(({ name }) => name))}`);
  if (receipt !== undefined) words.push(`with the receipt "${templateWords(receipt)}"`);
  for (const { tag, value } of tlvs ?? [])
    words.push(`${value === null ? "without" : "with"} parameter 0x${tag.toString(16).padStart(4, "0")}`);
  return `send the PDU ${listWords(words)}`;
}

/** A text as the file has it, except `$${`. */
export function templateWords(template: TextTemplate): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      const raw = part.isRaw && part.name !== "body" ? "raw:" : "";
      return `\${${raw}${part.name}${part.form === undefined ? "" : `:${part.form}`}}`;
    })
    .join("");
}

function delayWords(delay: Delay): string {
  switch (delay.kind) {
    case "fixed":
      return `wait ${spanWords(delay.ms)}`;
    case "between":
      return `wait ${spanWords(delay.from)} to ${spanWords(delay.until)}`;
    case "log-normal":
      return `wait about ${spanWords(delay.median)} (sigma ${delay.sigma})`;
  }
}

function lifeWords(life: NonNullable<Effects["life"]>): string {
  if (life.name !== undefined) return `let the message end ${life.name}`;
  if (life.steps.length === 0) return "let nothing more become of the message";
  const steps = life.steps.map(({ status, word, after }) => `${word ?? status} after ${spanWords(after)}`);
  return `let the message be ${listWords(steps)}`;
}

function callbackWords(plan: CallbackPlan): string {
  const words: string[] = [];
  if (plan.copies !== undefined) words.push(plan.copies === 1 ? "once" : `${plan.copies} times each`);
  if (plan.order !== undefined) words.push(plan.order === "reversed" ? "in reverse order" : "in random order");
  if (plan.lose !== undefined) words.push(`without the first ${plan.lose}`);
  if (plan.delay !== undefined) words.push(`${spanWords(plan.delay)} late`);
  if (plan.beforeAnswer === true) words.push("before the answer");
  return `report ${words.length === 0 ? "as usual" : words.join(", ")}`;
}
