// Common part of CADUS, ALTUS, CICT and CACT: they change the account's details, durably, and read the same forms.

import type { Account } from "../../core/account.ts";
import type { JsonObject } from "../../core/json.ts";
import { failure } from "./answer.ts";
import type { CodeEntry } from "./codes.ts";
import type { Consulta, Resposta } from "./consulta.ts";
import { detailsOf } from "./details.ts";
import { recordsOf } from "./registros.ts";
import { type MensagemDetails, maxCentres } from "./settings.ts";

/** Puts part of the account's details in place of what is there. */
export function change(
  { host, account }: Consulta,
  part: Partial<Pick<MensagemDetails, "users" | "costCentres">>,
): void {
  const now: Account = host.store.accounts.get(account.sandbox, `mensagem/${account.name}`) ?? account;
  const json: JsonObject = {
    ...(part.users === undefined ? {} : { users: part.users.map((user) => ({ ...user })) }),
    ...(part.costCentres === undefined ? {} : { costCentres: part.costCentres.map((centre) => ({ ...centre })) }),
  };
  host.store.accounts.put({ ...now, details: { ...now.details, ...json } });
}

export function result({ operation, settings }: Consulta, row: CodeEntry): Resposta {
  return { code: row.code, records: [failure(operation, row.code, settings)] };
}

/** The number that the next of them gets. */
export function nextId(all: readonly { readonly id: number }[]): number {
  return all.reduce((last, { id }) => Math.max(last, id), 0) + 1;
}

/** "Delimitar cada id de Centro de Custos com Pipe"; null: one of them is no cost centre of the account. */
export function centresDe(written: string, account: Account): readonly number[] | null {
  const allowedIds = new Set(detailsOf(account).costCentres.map(({ id }) => id));
  const ids = recordsOf(written, "|", maxCentres)?.flatMap((id) => (id.trim() === "" ? [] : [Number(id.trim())]));
  return ids?.every((id) => allowedIds.has(id)) === true ? [...new Set(ids)] : null;
}

/** "E-mails cadastrados no centro de custos separados por pipe"; null: over 999 characters in all. */
export function emailsDe(written: string): readonly string[] | null {
  if (written.length > 999) return null;
  return written.split("|").flatMap((email) => (email.trim() === "" ? [] : [email.trim()]));
}

/** Longest name of a user (assumed: the document names none). */
const longestName = 100;

export function isName(written: string): boolean {
  return written.trim() !== "" && written.length <= longestName;
}
