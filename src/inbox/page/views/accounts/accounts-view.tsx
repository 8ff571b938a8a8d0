import type { AccountView } from "../../../../api/schema/account.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { RowList } from "../../list/row-list.tsx";
import type { RowSource } from "../../list/row-source.ts";
import { Split } from "../../list/split.tsx";
import { ProviderTag, ToneChip } from "../../parts/chips.tsx";
import { TypedFilter } from "../../parts/filters.tsx";
import { fits } from "../../parts/fits.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { AccountDetail } from "./account-detail.tsx";
import { balanceOf, keyOf } from "./account-facts.ts";

/** Accounts of the sandbox with their credits, callback addresses and black lists. */
export function AccountsView() {
  const { place, say } = useInbox();
  const { value, error, reload } = useLoaded(
    (remote, sandbox) => remote.call("GET /sandboxes/{sandbox}/accounts", { sandbox }),
    "accounts",
    ["account", "message"],
  );
  const search = place.filters["search"] ?? "";
  const rows = (value ?? []).filter((account) => fits(search, keyOf(account)));
  const chosen = value?.find((account) => keyOf(account) === place.item);
  const source: RowSource<AccountView> = {
    ...{ length: rows.length, count: rows.length, older: null },
    ready: value !== null,
    error,
    at: (index) => rows[index],
    keyAt: (index) => rows[index] && keyOf(rows[index]),
    indexOf: (key) => rows.findIndex((account) => keyOf(account) === key),
    show: () => {},
    refresh: reload,
  };
  return (
    <Split
      title={say("accounts")}
      source={{ count: rows.length }}
      hint={say("accounts-hint")}
      filters={<TypedFilter name="search" label={say("search-accounts")} search />}
      list={
        <RowList
          label={say("accounts")}
          source={source}
          isFiltered={search !== ""}
          row={(account) => <AccountLine account={account} />}
          empty={
            <Empty title={say("no-accounts")}>
              <p>{say("no-accounts-text")}</p>
            </Empty>
          }
        />
      }
      detail={
        place.item === null ? null : chosen !== undefined ? (
          <AccountDetail key={place.item} account={chosen} reload={reload} />
        ) : (
          value !== null && <Trouble error={new Error(say("no-such-account", { account: place.item }))} />
        )
      }
    />
  );
}

function AccountLine({ account }: { readonly account: AccountView }) {
  const { say } = useInbox();
  const { dlr, mo } = account.callbacks;
  const addresses = [dlr === undefined ? "" : "DLR", mo === undefined ? "" : "MO"].filter((name) => name !== "");
  return (
    <>
      <span class="row-line">
        <b class="account-key">{keyOf(account)}</b>
        <ProviderTag provider={account.provider} />
        <span class="balance">{say("credits-left", { count: balanceOf(account) })}</span>
      </span>
      <span class="row-line">
        <span class="snippet">
          {addresses.length === 0 ? say("no-addresses") : say("addresses-of", { names: addresses.join(", ") })}
        </span>
        {!account.enabled && <ToneChip tone="bad">{say("disabled")}</ToneChip>}
        {account.prepaid && balanceOf(account) === 0 && <ToneChip tone="warn">{say("out-of-credit")}</ToneChip>}
      </span>
    </>
  );
}
