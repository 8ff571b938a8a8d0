// The ESME that an account wants to be called by outbind.

import type { Account } from "../../../core/account.ts";
import { addressRefusal } from "../../../core/callback-address.ts";
import { detailsOf } from "../details.ts";

/** Null: none, no address, or not among the hosts that may be called. */
export function esmeOf(
  account: Account,
): { readonly host: string; readonly port: number; readonly password: string } | null {
  const { smpp, smppPassword } = detailsOf(account);
  const [, host, digits] = /^(?:\[?)([^\s/@]+?)\]?:(\d{1,5})$/.exec(smpp.esme ?? "") ?? [];
  const port = Number(digits);
  if (host === undefined || !(port > 0 && port < 65_536)) return null;
  if (addressRefusal(`http://${smpp.esme}`, account.callbacks.allowedHosts) !== null) return null;
  return { host, port, password: smppPassword };
}
