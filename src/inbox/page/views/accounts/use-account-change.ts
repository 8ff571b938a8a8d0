import type { AccountView } from "../../../../api/schema/account.ts";
import { useInbox } from "../../inbox.ts";
import { useAction } from "../../parts/use-action.ts";

export interface AccountProps {
  readonly account: AccountView;
  readonly reload: () => Promise<void>;
}

/** Changes an account, then reads the accounts anew. */
export function useAccountChange({ account, reload }: AccountProps) {
  const { remote, place } = useInbox();
  const action = useAction();
  const { provider, name } = account;
  type Change = Omit<
    Parameters<typeof remote.call<"PATCH /sandboxes/{sandbox}/accounts/{provider}/{account}">>[1],
    "sandbox" | "provider" | "account"
  >;
  const change = (to: Change, then?: () => void): void =>
    action.run(
      () =>
        remote
          .call("PATCH /sandboxes/{sandbox}/accounts/{provider}/{account}", {
            ...to,
            ...{ sandbox: place.sandbox, provider, account: name },
          })
          .then(reload),
      then,
    );
  return { ...action, change };
}
