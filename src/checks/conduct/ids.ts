// Ids in the requests of clients that ask for a message, by the providers' own names.

import { queriedId } from "./pdu.ts";

/** Operations that name a message, with the parameter that holds its id or ids. */
const idParameters: ReadonlyMap<string, string> = new Map([
  ["sophia dlr", "id"],
  ["mensagem stat", "h"],
  ["mensagem stam", "h"],
  ["mensagem cacl", "h"],
  ["mensagem status", "Hash"],
  ["mensagem cancel", "Hash"],
]);
const pduQueries: ReadonlySet<string> = new Set(["query_sm", "cancel_sm", "replace_sm"]);

interface Queried {
  readonly provider: string;
  readonly operation: string;
  readonly channel: string;
  readonly request: string;
}

/** Ids that a request asks for; null: it is no such request. */
export function queriedIds({ provider, operation, channel, request }: Queried): readonly string[] | null {
  if (channel === "smpp") return pduQueries.has(operation) ? [queriedId(request)].filter((id) => id !== "") : null;
  const name = idParameters.get(`${provider} ${operation}`);
  if (name === undefined) return null;
  const written = parameter(request, name);
  // Several ids stand between semicolons; one at the end may be bent.
  const ids = written.split(";").filter((id) => id !== "");
  return ids.length > 1 && written.endsWith(";") ? ids.map((id) => `${id};`) : ids.length === 1 ? [written] : ids;
}

function parameter(request: string, name: string): string {
  const [head = "", ...rest] = request.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const target = head.split(" ")[1] ?? "";
  const element = new RegExp(`<(?:\\w+:)?${name}[^>]*>([^<]*)<`).exec(body)?.[1];
  if (element !== undefined) return element;
  for (const query of [target.split("?")[1] ?? "", body]) {
    for (const [key, value] of new URLSearchParams(query)) if (key.toLowerCase() === name.toLowerCase()) return value;
  }
  return new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`, "i").exec(body)?.[1] ?? "";
}

/** True if two ids are the same but for their form: case, blanks, semicolons, zeros, hexadecimal or decimal, length. */
export function isBent(id: string, real: string): boolean {
  const [bare, own] = [bareId(id), bareId(real)];
  if (bare === "" || id === real) return false;
  if (bare === own || withoutZeros(bare) === withoutZeros(own)) return true;
  if (bare.length >= 6 && (own.startsWith(bare) || bare.startsWith(own))) return true;
  return sameNumber(bare, own) || sameNumber(own, bare);
}

function bareId(id: string): string {
  return id.replace(/[\s;"']/g, "").toLowerCase();
}

function withoutZeros(id: string): string {
  return id.replace(/^0+(?=.)/, "");
}

/** True if a hexadecimal and a decimal number are equal. */
function sameNumber(hex: string, decimal: string): boolean {
  if (!/^[0-9a-f]{1,32}$/.test(hex) || !/^\d{1,40}$/.test(decimal)) return false;
  return BigInt(`0x${hex}`) === BigInt(decimal);
}
