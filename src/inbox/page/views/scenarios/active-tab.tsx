import { useEffect, useState } from "preact/hooks";
import type { ScenarioView } from "../../../../api/schema/scenario.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { dateTime } from "../../parts/time.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { hashOf } from "../../route.ts";
import { wordsIn } from "../../words/say.ts";
import { useMayReplace } from "./use-may-replace.ts";
import { useShippedWords } from "./use-shipped-words.ts";
import { usefulMisses } from "./useful-misses.ts";
import { useWithReset } from "./with-reset.ts";

/** Rules of the active scenario in words with the uses of each, and the requests that no rule took. */
export function ActiveTab() {
  const { remote, place, say, language } = useInbox();
  const action = useAction();
  const withReset = useWithReset();
  const mayReplace = useMayReplace();
  const shippedWords = useShippedWords();
  const loaded = useLoaded(
    async (from, sandbox) => ({ scenario: await from.call("GET /sandboxes/{sandbox}/scenario", { sandbox }) }),
    "scenario",
    ["scenario", "request"],
  );
  if (loaded.value === null) return <Trouble error={loaded.error} />;
  const { scenario } = loaded.value;
  const remove = () =>
    withReset((reset) => remote.call("DELETE /sandboxes/{sandbox}/scenario", { sandbox: place.sandbox, reset }));
  if (scenario === null)
    return (
      <>
        <Empty title={say("no-scenario")}>
          <p>{say("no-scenario-text")}</p>
          <p>
            <a href={hashOf({ ...place, item: "shipped", filters: {} })}>{say("no-scenario-shipped")}</a>
            {" · "}
            <a href={hashOf({ ...place, item: "edit", filters: {} })}>{say("no-scenario-edit")}</a>
          </p>
        </Empty>
        <Seed />
      </>
    );
  const { title, about } = shippedWords(scenario);
  return (
    <>
      <section class="card">
        <div class="card-head">
          <h2>{title}</h2>
          <button
            type="button"
            class="small"
            disabled={action.busy}
            onClick={() => {
              if (mayReplace(scenario, false)) action.run(() => remove().then(loaded.reload));
            }}
          >
            {say("take-off")}
          </button>
        </div>
        {about !== "" && <p class="about">{about}</p>}
        <Trouble error={action.error} />
        {scenario.setup.length > 0 && (
          <ul class="setup" aria-label={say("setup")}>
            {scenario.setup.map((sentence) => (
              <li key={sentence.english}>{wordsIn(sentence, language)}</li>
            ))}
          </ul>
        )}
        <Rules scenario={scenario} />
      </section>
      <Variables scenario={scenario} />
      <NearMisses scenario={scenario} />
      <Seed />
    </>
  );
}

/** Rules in words with how often each was used; a scenario without rules in one sentence. */
function Rules({ scenario }: { readonly scenario: ScenarioView }) {
  const { say, language } = useInbox();
  if (scenario.rules.length === 0) return <p class="about">{say("no-rules")}</p>;
  return (
    <ol class="rules">
      {scenario.rules.map((rule) => (
        <li key={rule.number} class={rule.uses > 0 ? "used" : ""}>
          <span class="uses" title={say("uses", { count: rule.uses })}>
            <span aria-hidden="true">{rule.uses}×</span>
            <span class="unseen">{say("uses", { count: rule.uses })}</span>
          </span>
          <span>
            <b>{rule.title}</b>
            <span class="rule-words">{sentence(wordsIn(rule.words, language))}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Variables({ scenario: { variables } }: { readonly scenario: ScenarioView }) {
  const { say } = useInbox();
  const entries = Object.entries(variables);
  if (entries.length === 0) return null;
  return (
    <section class="card">
      <h2>{say("variables")}</h2>
      <dl class="measure">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The latest requests that no rule took. */
function NearMisses({ scenario }: { readonly scenario: ScenarioView }) {
  const { say, language } = useInbox();
  const misses = usefulMisses(scenario.nearMisses);
  return (
    <section class="card">
      <h2>{say("near-misses")}</h2>
      {misses.length === 0 ? (
        <p class="hint">{say("no-near-misses")}</p>
      ) : (
        <ul class="misses">
          {misses.map((miss, index) => (
            <li key={`${miss.at} ${index}`}>
              <small>
                {dateTime(miss.at)} · {miss.provider} {miss.operation}
              </small>
              {language === "pt" ? miss.portuguese : miss.sentence}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Words with a capital letter and a full stop. */
function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** All chance and all ids come from it. */
function Seed() {
  const { remote, place, say } = useInbox();
  const action = useAction();
  const { value, reload } = useLoaded((from, sandbox) => from.call("GET /sandboxes/{sandbox}", { sandbox }), "seed", [
    "scenario",
    "sandbox",
  ]);
  const [seed, setTyped] = useState("");
  const stands = value?.seed ?? "";
  useEffect(() => setTyped(stands), [stands]);
  return (
    <section class="card">
      <h2>{say("seed")}</h2>
      <p>{say("seed-text")}</p>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault();
          action.run(() => remote.call("PATCH /sandboxes/{sandbox}", { sandbox: place.sandbox, seed }).then(reload));
        }}
      >
        <input aria-label={say("seed")} value={seed} onInput={(event) => setTyped(event.currentTarget.value)} />
        <button type="submit" disabled={action.busy || seed === "" || seed === stands}>
          {say("set-seed")}
        </button>
      </form>
      <Trouble error={action.error} />
    </section>
  );
}
