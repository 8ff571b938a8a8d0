// Setting `receiptsTo` of an account, and its form in the outbox.

import { accountKey, parseAccountKey } from "../../../core/account.ts";
import type { Json, JsonObject } from "../../../core/json.ts";
import { maxSystemId, misspeltReceiver, type ReceiptsTo, reportReceivers } from "../../../core/report-receivers.ts";
import { objectIn, spelled } from "../../../core/spelling.ts";
import { UsageError } from "../../../core/usage-error.ts";
import { type Validator, validator } from "../../../core/validate.ts";

const byAccount = "{ account: mensagem/other }";
const forms = `${reportReceivers.join(", ")}, a system_id, or an account as ${byAccount}`;

export const receiptsToValidator: Validator<ReceiptsTo> = validator({ is: "text" }, (value, where) => {
  const account = accountIn(value);
  if (account !== null) return account;
  const read = spelled(value) ?? "";
  const word = misspeltReceiver(read);
  if (read.length > 0 && read.length <= maxSystemId && word === null) return read;
  const remedy =
    word === null
      ? `write ${forms}`
      : `write ${word}; a system_id that is so near to a word is named by its account: ${byAccount}`;
  throw new UsageError({ where, problem: "must name sessions", value: read, remedy });
});

/** Receivers of an entry of the outbox. */
export function receiptsToIn(data: JsonObject): ReceiptsTo {
  const value = data["receiptsTo"];
  return accountIn(value) ?? String(value ?? "submitter");
}

function accountIn(value: Json | undefined): Exclude<ReceiptsTo, string> | null {
  const { account, ...others } = objectIn(value) ?? {};
  const name = typeof account === "string" && Object.keys(others).length === 0 ? parseAccountKey(account) : null;
  return name?.provider === "mensagem" ? { account: accountKey(name) } : null;
}
