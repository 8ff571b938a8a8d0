// Whether something is among what is wanted, and if not, on which points it differs: for lists, `wait` and `verify`.

import { normalise } from "../core/address.ts";
import type { Inbound, Message } from "../core/message.ts";
import { digitsOf, isFound, soughtBy } from "../core/search.ts";
import type { CallbackView, CallRow } from "./desk-type.ts";
import type { CallbackWanted, CallWanted, InboundWanted, MessageWanted } from "./filter-type.ts";

/** One point that differs: `to is 5511…, not 5521…`. */
export type Differences = readonly string[];

/** @param code of the call that brought it; null: it is not known any more */
export function messageDiffers(message: Message, wanted: MessageWanted, code: () => string | null): Differences {
  return some(
    same("provider", wanted.provider, message.provider),
    same("account", wanted.account, message.account),
    same("operation", wanted.operation, message.operation),
    same("channel", wanted.channel, message.channel),
    phone("to", wanted.to, message.to),
    part("to", wanted.number === undefined ? undefined : digitsOf(wanted.number), message.to),
    same("from", wanted.from, message.from),
    same("id", wanted.id, message.id),
    same("clientId", wanted.clientId, message.clientId),
    same("status", wanted.status, message.status),
    part("text", wanted.text, message.text),
    wanted.code === undefined ? null : same("code", wanted.code, code() ?? undefined),
    wanted.search === undefined || isFound(message, soughtBy(wanted.search))
      ? null
      : `text, number and ids are without ${shown(wanted.search)}`,
  );
}

/** @param request the raw request as text */
export function callDiffers(call: CallRow, wanted: CallWanted, request: () => string): Differences {
  return some(
    same("provider", wanted.provider, call.provider),
    same("operation", wanted.operation, call.operation),
    same("account", wanted.account, call.account),
    same("code", wanted.code, call.code),
    same("door", wanted.door, call.door),
    same("channel", wanted.channel, call.channel),
    same("remote", wanted.remote, call.remote),
    part("decidedBy", wanted.decidedBy, call.decidedBy),
    same("findings", wanted.findings, call.findings.length > 0),
    wanted.request === undefined || request().includes(wanted.request) ? null : "the request lacks the text",
  );
}

export function callbackDiffers(callback: CallbackView, wanted: CallbackWanted): Differences {
  return some(
    same("provider", wanted.provider, callback.provider),
    same("account", wanted.account, callback.account),
    same("about", wanted.about, callback.about),
    same("state", wanted.state, callback.state),
    same("status", wanted.status, callback.status),
    same("by", wanted.by, callback.by),
    same("ref", wanted.ref, callback.ref),
  );
}

export function inboundDiffers(inbound: Inbound, wanted: InboundWanted): Differences {
  return some(
    same("provider", wanted.provider, inbound.provider),
    same("account", wanted.account, inbound.account),
    phone("from", wanted.from, inbound.from),
    same("to", wanted.to, inbound.to),
    part("text", wanted.text, inbound.text),
    same("fetched", wanted.fetched, inbound.fetched),
    same("answers", wanted.answers, inbound.answers),
  );
}

type Value = string | number | boolean | undefined;

function some(...points: readonly (string | null)[]): Differences {
  return points.filter((point) => point !== null);
}

function same(name: string, wanted: Value, found: Value): string | null {
  return wanted === undefined || wanted === found ? null : `${name} is ${shown(found)}, not ${shown(wanted)}`;
}

function phone(name: string, wanted: string | undefined, found: string): string | null {
  return wanted === undefined || normalise(wanted) === found ? null : same(name, wanted, found);
}

function part(name: string, wanted: string | undefined, found: string): string | null {
  if (wanted === undefined || found.includes(wanted)) return null;
  return `${name} is ${shown(found)}, without ${shown(wanted)}`;
}

function shown(value: Value): string {
  if (value === undefined) return "absent";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
