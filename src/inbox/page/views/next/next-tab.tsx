import { useState } from "preact/hooks";
import type { CoverageView } from "../../../../api/schema/emulator.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { useCoverage } from "../../parts/use-coverage.ts";
import { FrontRules } from "./front-rules.tsx";
import { operationsOf, outcomesOf } from "./outcomes.ts";

/** Puts a rule in front of the scenario, and lists the rules that are there. */
export function NextTab() {
  const coverage = useCoverage();
  // The form begins with the operation by which the client sent last; without any, with the last operation.
  const latest = useLoaded(
    async (remote, sandbox) => {
      const list = { sandbox, limit: 30, newestFirst: true };
      return { requests: await remote.call("GET /sandboxes/{sandbox}/requests", list) };
    },
    "latest-operation",
    [],
  );
  if (coverage.length === 0 || (latest.value === null && latest.error === null)) return null;
  const all = coverage.flatMap((covered) =>
    operationsOf(covered).map((operation) => choiceOf(covered.provider, operation)),
  );
  const requests = latest.value?.requests ?? [];
  const sends = requests.filter(({ purpose }) => purpose === "send");
  const used = [...sends, ...requests].map(({ provider, operation }) => choiceOf(provider, operation));
  return (
    <>
      <NextForm coverage={coverage} first={used.find((choice) => all.includes(choice)) ?? all[0] ?? ""} />
      <FrontRules />
    </>
  );
}

function choiceOf(provider: string, operation: string): string {
  return `${provider} ${operation}`;
}

function NextForm({ coverage, first }: { readonly coverage: readonly CoverageView[]; readonly first: string }) {
  const { remote, place, say } = useInbox();
  const action = useAction();
  const [chosen, choose] = useState(first);
  const [outcome, setOutcome] = useState("");
  const [times, setTimes] = useState("1");
  const [to, setTo] = useState("");
  const [provider = "", operation = ""] = chosen.split(" ");
  const own = coverage.find((covered) => covered.provider === provider);
  const groups = own === undefined ? [] : outcomesOf(own, operation, say);
  const choices = groups.flatMap((group) => group.choices);
  const selected = choices.find(({ id }) => id === outcome) ?? choices[0];
  const put = (event: Event): void => {
    event.preventDefault();
    action.run(() =>
      remote.call("POST /sandboxes/{sandbox}/scenario/next", {
        sandbox: place.sandbox,
        provider,
        operation,
        times: Number(times),
        ...(to.trim() === "" ? {} : { to: to.trim() }),
        ...selected?.steps,
      }),
    );
  };
  return (
    <form class="card" onSubmit={put}>
      <h2>{say("next-title")}</h2>
      <p>{say("next-text")}</p>
      <div class="form">
        <label>
          <span>{say("operation")}</span>
          <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
            {coverage.map((covered) => (
              <optgroup key={covered.provider} label={covered.title}>
                {operationsOf(covered).map((name) => (
                  <option key={name} value={choiceOf(covered.provider, name)}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label class="wide">
          <span>{say("outcome")}</span>
          <select value={selected?.id} onChange={(event) => setOutcome(event.currentTarget.value)}>
            {groups.map((group) => (
              <optgroup key={group.title} label={group.title}>
                {group.choices.map(({ id, words }) => (
                  <option key={id} value={id}>
                    {words}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label>
          <span>{say("recipient")}</span>
          <input placeholder={say("any-recipient")} value={to} onInput={(event) => setTo(event.currentTarget.value)} />
        </label>
        <label class="tiny">
          <span>{say("times")}</span>
          <input
            type="number"
            min="1"
            max="1000000"
            required
            value={times}
            onInput={(event) => setTimes(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary" disabled={action.busy}>
          {say("put-in-front")}
        </button>
      </div>
      <Trouble error={action.error} />
    </form>
  );
}
