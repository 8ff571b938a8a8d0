import { useState } from "preact/hooks";
import { useInbox } from "../../inbox.ts";
import { ToneChip, useProviderTitle } from "../../parts/chips.tsx";
import { Trouble } from "../../parts/trouble.tsx";
import { useCoverage } from "../../parts/use-coverage.ts";
import { hashOf } from "../../route.ts";
import { keyOf } from "./account-facts.ts";
import { CallbackAddress } from "./callback-address.tsx";
import { Numbers } from "./numbers.tsx";
import { type AccountProps, useAccountChange } from "./use-account-change.ts";

export function AccountDetail(props: AccountProps) {
  const { place, say } = useInbox();
  const titleOf = useProviderTitle();
  const { account } = props;
  const { busy, error, change } = useAccountChange(props);
  const coverage = useCoverage().find(({ provider }) => provider === account.provider);
  const reports = coverage?.points.some(({ shows }) => shows.some((where) => /^report/.test(where))) ?? false;
  return (
    <article>
      <header class="detail-head">
        <h2>
          {keyOf(account)}{" "}
          <ToneChip tone={account.enabled ? "good" : "bad"}>{say(account.enabled ? "enabled" : "disabled")}</ToneChip>
        </h2>
        <p class="facts">
          <span>{titleOf(account.provider)}</span>
          <span>{say(account.prepaid ? "prepaid" : "postpaid")}</span>
          {account.rate !== undefined && <span>{account.rate.rate}</span>}
          <a href={hashOf({ ...place, view: "requests", item: null, filters: { account: keyOf(account) } })}>
            {say("its-requests")}
          </a>
        </p>
        <div class="actions">
          <button type="button" disabled={busy} onClick={() => change({ enabled: !account.enabled })}>
            {say(account.enabled ? "disable" : "enable")}
          </button>
          <Trouble error={error} />
        </div>
      </header>
      <Credits {...props} />
      {reports && (
        <section class="card" aria-labelledby="addresses">
          <h2 id="addresses">{say("callback-addresses")}</h2>
          <p>{say("callback-addresses-text")}</p>
          <CallbackAddress {...props} name="dlr" />
          <CallbackAddress {...props} name="mo" />
        </section>
      )}
      <Numbers {...props} />
    </article>
  );
}

/** Balance of each kind, to top up or to empty. */
function Credits(props: AccountProps) {
  const { figure, say } = useInbox();
  const { busy, error, change } = useAccountChange(props);
  const [amount, setAmount] = useState("100");
  const isAmount = /^[1-9]\d{0,11}$/.test(amount);
  return (
    <section class="card">
      <h2>{say("account-credits")}</h2>
      <label class="amount">
        <span>{say("amount")}</span>
        <input
          type="number"
          min="1"
          max="999999999999"
          value={amount}
          onInput={(event) => setAmount(event.currentTarget.value)}
        />
      </label>
      <table class="fields">
        <caption class="unseen">{say("account-credits")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("credit-kind")}</th>
            <th scope="col">{say("balance")}</th>
            <th scope="col">
              <span class="unseen">{say("top-up")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(props.account.credits).map(([kind, count]) => (
            <tr key={kind}>
              <th scope="row">{kind}</th>
              <td>{figure(count)}</td>
              <td class="end">
                <button
                  type="button"
                  class="small"
                  disabled={busy || !isAmount}
                  aria-label={say("top-up-kind", { kind, amount })}
                  onClick={() => change({ credits: { [kind]: { add: Number(amount) } } })}
                >
                  {say("top-up")}
                </button>{" "}
                <button
                  type="button"
                  class="small"
                  disabled={busy || count === 0}
                  aria-label={say("empty-kind", { kind })}
                  onClick={() => change({ credits: { [kind]: { set: 0 } } })}
                >
                  {say("empty-credit")}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Trouble error={error} />
    </section>
  );
}
