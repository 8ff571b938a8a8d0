// The inbox ("Caixa de Entrada"): what RECV and the web service's inBox show of inbounds.

import { type Account, accountKey } from "../../core/account.ts";
import { national } from "../../core/address.ts";
import type { Instant } from "../../core/clock.ts";
import { civilOf, instantOf, localDateTimeMillis } from "../../core/local-time.ts";
import type { Inbound } from "../../core/message.ts";
import type { Host } from "../provider.ts";
import { cell } from "./answer.ts";
import { sucesso } from "./codes.ts";

/** Records of one answer. */
const maxRows = 10_000;

export interface Periodo {
  readonly from: Instant;
  readonly until: Instant;
}

/** "Pode ser omitido o sistema assumirá a data hoje horário 00:00:00.000" and "23:59:59.999". */
export function hoje(now: Instant): Periodo {
  const from = instantOf({ ...civilOf(now), hour: 0, minute: 0, second: 0, millisecond: 0 }) ?? now;
  return { from, until: from + 86_399_999 };
}

/** A record for each inbound of the period that was not shown yet (`again`: those too); none: `1` alone. */
export function recebidas(host: Host, account: Account, { from, until }: Periodo, again: boolean): readonly string[] {
  const { ledger } = host.store;
  const inboundMessages = ledger.inboundMessages(account.sandbox, {
    provider: "mensagem",
    account: accountKey(account),
    from,
    until,
    limit: maxRows,
    ...(again ? {} : { fetched: false }),
  });
  if (inboundMessages.length === 0) return [sucesso.code];
  ledger.markFetched(inboundMessages.map((inbound) => inbound.seq));
  return inboundMessages.map((inbound) => record(host, inbound));
}

/** "1 (fixo)", md5 of the message it answers, date, sender, text, external id, Referencia (what SEND calls arq). */
function record(host: Host, inbound: Inbound): string {
  const answered = inbound.answers === undefined ? null : host.store.ledger.get(inbound.answers);
  return [
    sucesso.code,
    answered?.id ?? "",
    localDateTimeMillis(inbound.receivedAt),
    national(inbound.from),
    cell(inbound.text),
    cell(answered?.clientId ?? ""),
    cell(String(answered?.fields["arq"] ?? "")),
  ].join(";");
}
