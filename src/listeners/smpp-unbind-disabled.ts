// Who is bound is unbound by us (SMPP 3.4 4.2) once it could not bind any more: its account was disabled or removed, its
// system_id is another's, its sandbox is gone.

import type { AccountKey } from "../core/account.ts";
import type { Events } from "../core/events.ts";
import type { JsonObject } from "../core/json.ts";
import type { Cancel, Store } from "../core/ports.ts";
import type { Session } from "../protocols/smpp/session.ts";
import type { SmppService } from "../providers/provider.ts";

export interface EvictionDeps {
  readonly store: Store;
  readonly events: Events;
  readonly service: SmppService;
  /** The bound sessions of an account, or of a whole sandbox. */
  readonly sessions: (sandbox: string, account: AccountKey | undefined) => readonly Session[];
}

/** @returns how to stop watching */
export function watchEvictions({ store, events, service, sessions }: EvictionDeps): Cancel {
  /** Details whose sessions have been looked at, and whether the account was enabled then: every debit tells of its account. */
  const looked = new WeakMap<JsonObject, boolean>();

  function look(sandbox: string, account: AccountKey | undefined): void {
    for (const session of sessions(sandbox, account)) if (!service.mayStay(session)) session.unbind();
  }

  return events.listen((happening) => {
    if (happening.kind === "account") {
      const account = store.accounts.get(happening.sandbox, happening.account);
      if (account !== null && looked.get(account.details) === account.enabled) return;
      if (account !== null) looked.set(account.details, account.enabled);
      look(happening.sandbox, happening.account);
    } else if (happening.kind === "reset" || (happening.kind === "sandbox" && happening.change === "removed")) {
      look(happening.sandbox, undefined);
    }
  });
}
