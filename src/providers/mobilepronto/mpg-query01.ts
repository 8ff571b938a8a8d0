// MPG_Query01 01r33 (observed): the messages of the last 30 days, as XML in the result. The names of its elements are
// unknown: they are ours, in the form that a .NET DataSet writes.

import { accountKey } from "../../core/account.ts";
import { normalise } from "../../core/address.ts";
import type { Instant } from "../../core/clock.ts";
import type { MessageFilter } from "../../core/filters.ts";
import { civilOf } from "../../core/local-time.ts";
import type { Message } from "../../core/message.ts";
import { isFinal } from "../../core/status.ts";
import { escapeText } from "../../protocols/asmx/escape.ts";
import { callerOf, field, type MobileProntoCaller } from "./caller.ts";
import { sucesso } from "./codes.ts";
import { answered, type MethodContext, type PerformedMethod, query } from "./method.ts";
import { refuse } from "./reasons.ts";
import { codeOf, codeOfReason } from "./translate.ts";
import { checkPrincipalUser } from "./users.ts";
import { avisoEstoqueMinimo, query01, sendSms } from "./vocabulary.ts";

const thirtyDays = 30 * 86_400_000;
/** Bounds of one answer: messages looked at, the newest first and so many at a time, and rows given. */
const lookedAt = 10_000;
const page = 500;
const maxRows = 1_000;

export function mpgQuery01(context: MethodContext): PerformedMethod {
  const { host, call, settings } = context;
  const caller: MobileProntoCaller = callerOf(host, call, 20);
  const decision = query(context, query01, caller, ({ account, details }) =>
    account.enabled ? checkPrincipalUser(field(call, "Principal_User"), details, settings) : refuse("gateway-blocked"),
  );
  const code = codeOf(query01, decision);
  const result = code === sucesso ? xmlOf(context, caller) : noRows;
  return answered(caller, decision, code, { kind: "value", result, refs: { Status: code } });
}

const noRows = "<NewDataSet />";

/** The rows that a caller asks for. */
export function xmlOf(context: MethodContext, caller: MobileProntoCaller): string {
  const rows = caller.kind === "known" ? rowsOf(context, caller) : [];
  return rows.length === 0 ? noRows : `<NewDataSet>${rows.join("")}</NewDataSet>`;
}

/** Oldest first. */
function rowsOf(
  { host, call }: MethodContext,
  { sandbox, account }: Extract<MobileProntoCaller, { kind: "known" }>,
): string[] {
  const mobile = field(call, "Mobile").trim();
  const aux = field(call, "Aux_User");
  const statusCode = field(call, "Status_Code").trim();
  const since = sandbox.clock.now() - thirtyDays;
  const filter: MessageFilter = {
    provider: "mobilepronto",
    account: accountKey(account),
    limit: page,
    newestFirst: true,
    ...(mobile === "" ? {} : { to: normalise(mobile) }),
  };
  const rows: string[] = [];
  let before: number | undefined;
  for (let looked = 0; looked < lookedAt; looked += page) {
    const messages = host.store.ledger.list(sandbox.name, before === undefined ? filter : { ...filter, before });
    for (const message of messages) {
      if (message.acceptedAt < since || rows.length >= maxRows) return rows.reverse();
      const isQueryable = message.kind === "sms" && message.operation !== avisoEstoqueMinimo.name;
      const fits = isQueryable && (aux === "" || message.fields["Aux_User"] === aux);
      if (fits && wanted(statusCode, failed(message))) rows.push(row(message));
    }
    before = messages.at(-1)?.seq;
    if (messages.length < page) break;
  }
  return rows.reverse();
}

/** Status_Code (observed): 1 sent, which is the default, 0 with error, 2 both. */
function wanted(statusCode: string, hasFailed: boolean): boolean {
  if (statusCode === "2") return true;
  return statusCode === "0" ? hasFailed : !hasFailed;
}

function failed({ status }: Message): boolean {
  return isFinal(status) && status !== "delivered" && status !== "unconfirmed";
}

function row(message: Message): string {
  const cells = {
    IDMSG: message.id,
    Data: dateTime(message.acceptedAt),
    Principal_User: String(message.fields["Principal_User"] ?? ""),
    Aux_User: String(message.fields["Aux_User"] ?? ""),
    Mobile: message.to,
    Message: message.text,
    Status_Code: failed(message) ? codeOfReason(sendSms, "operator-not-allowed") : sucesso,
  };
  const inside = Object.entries(cells).map(([name, value]) => `<${name}>${escapeText(value)}</${name}>`);
  return `<Table>${inside.join("")}</Table>`;
}

/** `dd/MM/yyyy HH:mm:ss`, as the document writes dates (01r33, 014). */
function dateTime(instant: Instant): string {
  const { day, month, year, hour, minute, second } = civilOf(instant);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(day)}/${two(month)}/${year} ${two(hour)}:${two(minute)}:${two(second)}`;
}
