import { useState } from "preact/hooks";
import { useInbox } from "../../inbox.ts";
import { phone } from "../../parts/number.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { numberFacts, numberTyped } from "./account-facts.ts";
import { type AccountProps, useAccountChange } from "./use-account-change.ts";

/** Numbers that are listed. */
const maxRows = 100;

/** Numbers of which the account knows facts: its black list, and what refuses a number otherwise. */
export function Numbers(props: AccountProps) {
  const { say } = useInbox();
  const { busy, error, change } = useAccountChange(props);
  const [typed, setTyped] = useState("");
  const number = numberTyped(typed);
  const numbers = Object.entries(props.account.numbers);
  const fitting = number === null ? numbers : numbers.filter(([phoneNumber]) => phoneNumber.includes(number));
  const rows = (fitting.length === 0 ? numbers : fitting).slice(0, maxRows);
  return (
    <section class="card">
      <h2>{say("black-list")}</h2>
      <p>{say("black-list-text")}</p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (number !== null) change({ numbers: { [number]: { blackList: true } } }, () => setTyped(""));
        }}
      >
        <label>
          <span>{say("number")}</span>
          <input
            inputMode="tel"
            placeholder="11 99999-0001"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={busy || number === null}>
          {say("add-to-black-list")}
        </button>
      </form>
      <Trouble error={error} />
      {numbers.length === 0 ? (
        <p class="hint">{say("no-numbers")}</p>
      ) : (
        <ul class="number-facts">
          {rows.map(([phoneNumber, facts]) => (
            <li key={phoneNumber}>
              <b class="number">{phone(phoneNumber)}</b>
              <span class="switches">
                {numberFacts.map((fact) => (
                  <button
                    key={fact}
                    type="button"
                    class="small"
                    aria-pressed={facts[fact] === true}
                    aria-label={`${say(`fact-${fact}`)}: ${phone(phoneNumber)}`}
                    disabled={busy}
                    onClick={() => change({ numbers: { [phoneNumber]: { [fact]: facts[fact] !== true } } })}
                  >
                    {say(`fact-${fact}`)}
                  </button>
                ))}
              </span>
              {facts.operator !== undefined && <small>{say("operator", { operator: facts.operator })}</small>}
            </li>
          ))}
        </ul>
      )}
      {fitting.length > maxRows && <p class="hint">{say("and-more", { count: fitting.length - maxRows })}</p>}
    </section>
  );
}
