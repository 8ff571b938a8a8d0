// Unbinds sessions (SMPP 3.4 4.2) that could not bind any more. Their account was disabled, removed or got another
// system_id, or their sandbox is gone.

import type { AccountKey } from "../core/account.ts";
import type { Cancel } from "../core/clock.ts";
import type { Events } from "../core/events.ts";
import type { JsonObject } from "../core/json.ts";
import type { Store } from "../core/ports.ts";
import type { SmppSession } from "../protocols/smpp/session.ts";
import type { SmppService } from "../providers/provider.ts";

export interface UnbindDeps {
  readonly store: Store;
  readonly events: Events;
  readonly service: SmppService;
  /** The bound sessions of an account, or of a whole sandbox. */
  readonly sessions: (sandbox: string, account: AccountKey | undefined) => readonly SmppSession[];
}

/** @returns how to stop watching */
export function unbindDisabled({ store, events, service, sessions }: UnbindDeps): Cancel {
  /** Details already checked, and whether the account was enabled then: every debit is an event of its account. */
  const checked = new WeakMap<JsonObject, boolean>();

  function check(sandbox: string, account: AccountKey | undefined): void {
    for (const session of sessions(sandbox, account)) if (!service.mayStay(session)) session.unbind();
  }

  return events.listen((event) => {
    if (event.kind === "account") {
      const account = store.accounts.get(event.sandbox, event.account);
      if (account !== null && checked.get(account.details) === account.enabled) return;
      if (account !== null) checked.set(account.details, account.enabled);
      check(event.sandbox, event.account);
    } else if (event.kind === "reset" || (event.kind === "sandbox" && event.change === "removed")) {
      check(event.sandbox, undefined);
    }
  });
}
