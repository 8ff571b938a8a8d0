// MPG_Send_SMS 01r33: one SMS over /Service.asmx.

import type { Account } from "../../core/account.ts";
import { readNumber } from "../../core/address.ts";
import type { Ask } from "../../core/ask.ts";
import type { Natural, Submitted } from "../../core/exchange.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import { rehearsalOf } from "../../core/rehearsal.ts";
import { describe } from "../../core/text.ts";
import { codeFor } from "../../core/vocabulary.ts";
import type { AsmxCall } from "../../wire/asmx/service.ts";
import type { Host, Known } from "../provider.ts";
import { detailsOf } from "./details.ts";
import { sendSms } from "./vocabulary.ts";

/** "Tamanho máximo de 142 posições", the project's name counted. */
const longestText = 142;
/** "Celular que receberá o SMS. Formato mundial: +99(999)99999999". */
const mobileForm = /^\+?[0-9() -]+$/;

export interface Sent {
  readonly submitted: Submitted;
  readonly code: string;
  readonly known: Known | null;
  readonly secrets: readonly string[];
}

export function mpgSendSms(host: Host, call: AsmxCall): Sent {
  const field = (name: string): string => String(call.args.get(name) ?? "");
  const credencial = field("Credencial");
  const known = host.find(credencial);
  const account = known?.account;
  const sandbox = known?.sandbox ?? host.fallback();
  const mobile = field("Mobile");
  const flag = field("Send_Project").toUpperCase();
  const details = account === undefined ? null : detailsOf(account);
  const project = flag === "S" || flag === "Y" ? `${details?.project ?? ""}:` : "";
  const message = project + field("Message");
  const rehearsal = rehearsalOf(mobile);
  const number = rehearsal?.number ?? readNumber(mobile, account === undefined ? {} : { facts: account.numbers });
  const to = "reason" in number ? mobile : number.normal;
  const described = describe(message);

  function check(account: Account | null): Refusal | null {
    if (account === null || details === null || credencial !== details.credencial20)
      return refuse("unknown-credential");
    if (!account.enabled) return refuse("client-disabled");
    const principal = field("Principal_User");
    if (principal === "") return refuse("principal-user-invalid");
    if (principal !== details.principalUser) return refuse("principal-user-foreign");
    const aux = field("Aux_User");
    if (aux === "" || aux.length > 20) return refuse("auxiliary-user-invalid");
    if (!mobileForm.test(mobile)) return refuse("invalid-number");
    if ("reason" in number) return number;
    if (number.country !== "55") return refuse("unknown-country");
    if (number.line !== "mobile") return refuse("wrong-prefix");
    if (account.numbers[to]?.cancelled === true) return refuse("delivery-cancelled");
    if (!["S", "N", "Y"].includes(flag)) return refuse("project-flag-invalid");
    if (field("Message").trim() === "") return refuse("empty-text");
    if (message.length > longestText) return refuse("text-too-long");
    if (account.prepaid && (account.credits["sms"] ?? 0) < described.parts) return refuse("no-credit");
    return null;
  }

  const ask: Ask = {
    provider: "mobilepronto",
    operation: "MPG_Send_SMS",
    channel: call.channel,
    to,
    text: message,
    fields: Object.fromEntries([...call.args].map(([name, value]) => [name, String(value ?? "")])),
    ...(account === undefined ? {} : { account }),
  };
  const natural: Natural = {
    operation: sendSms,
    check,
    debits: () => [{ kind: "sms", amount: described.parts }],
    draft: (ordinal) => ({
      id: `MPG${String(ordinal).padStart(12, "0")}`,
      provider: "mobilepronto",
      account: `mobilepronto/${account?.name ?? ""}`,
      operation: "MPG_Send_SMS",
      channel: call.channel,
      to,
      toWritten: mobile,
      from: "",
      text: message,
      kind: "sms",
      encoding: described.encoding,
      parts: described.parts,
      status: "queued",
      fields: { Principal_User: field("Principal_User"), Aux_User: field("Aux_User") },
    }),
  };
  const submitted = host.exchange.submit(sandbox, ask, natural);
  const code =
    submitted.kind === "accepted"
      ? "000"
      : submitted.kind === "refused"
        ? (codeFor(sendSms, submitted.refusal.reason)?.code ?? "900")
        : submitted.kind === "scripted"
          ? submitted.code
          : "";
  return { submitted, code, known, secrets: [credencial] };
}
