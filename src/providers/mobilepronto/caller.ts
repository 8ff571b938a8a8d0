// Who calls: the Credencial, and for the voice service the Token, taken to an account or to the refusal they deserve.

import type { Account } from "../../core/account.ts";
import { type Refusal, refuse } from "../../core/refusal.ts";
import type { Sandbox } from "../../core/sandbox.ts";
import type { AsmxCall } from "../../protocols/asmx/service.ts";
import type { Host } from "../provider.ts";
import { detailsOf } from "./details.ts";
import type { MobileProntoDetails } from "./settings.ts";

/** Which Credencial a service takes: "Chave de 20 posições" (01r33), "Chave de 40 posições" (v_2_00, v_3_00), or either. */
export type CredencialKind = 20 | 40 | "either";

export type MobileProntoCaller =
  | {
      readonly kind: "known";
      readonly sandbox: Sandbox;
      readonly account: Account;
      readonly details: MobileProntoDetails;
    }
  /** `sandbox` is still that of the Credencial, where it is one at all. */
  | { readonly kind: "refused"; readonly sandbox: Sandbox; readonly refusal: Refusal };

/** A field as the method sees it; one that is missing is empty, as `nil` is. */
export function field(call: AsmxCall, name: string): string {
  const value = call.args.get(name) ?? "";
  return typeof value === "string" ? value : String(value);
}

export function fieldsOf(call: AsmxCall): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const name of call.args.keys()) fields[name] = field(call, name);
  return fields;
}

/** @param withToken the call carries a Token, which is asked after the Credencial (019) */
export function callerOf(host: Host, call: AsmxCall, kind: CredencialKind, withToken = false): MobileProntoCaller {
  const credencial = field(call, "Credencial");
  const owner = credencial === "" ? null : host.find(credencial);
  if (owner === null) {
    return {
      kind: "refused",
      sandbox: host.fallback(),
      refusal: refuse("unknown-credential", { en: "no account has it", pt: "nenhuma conta a tem" }),
    };
  }
  const { sandbox, account } = owner;
  const details = detailsOf(account);
  const wanted = kind === 20 ? details.credencial20 : kind === 40 ? details.credencial40 : credencial;
  if (credencial !== wanted) {
    return {
      kind: "refused",
      sandbox,
      refusal: refuse("unknown-credential", {
        en: `this service takes the one of ${kind}`,
        pt: `este serviço recebe a de ${kind}`,
      }),
    };
  }
  if (withToken && field(call, "Token") !== details.token) {
    return {
      kind: "refused",
      sandbox,
      refusal: refuse("wrong-password", { en: "the Token is not the account's", pt: "o Token não é o da conta" }),
    };
  }
  return { kind: "known", sandbox, account, details };
}

/** The account of a caller who has one. */
export function accountOf(caller: MobileProntoCaller): Account | null {
  return caller.kind === "known" ? caller.account : null;
}
