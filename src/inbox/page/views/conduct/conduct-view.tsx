import type { ConductResult } from "../../../../api/schema/conduct.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { ToneChip } from "../../parts/chips.tsx";
import { Copy } from "../../parts/copy.tsx";
import { Switch } from "../../parts/filters.tsx";
import { dateTime } from "../../parts/time.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { hashOf, type View } from "../../route.ts";
import { wordsIn } from "../../words/say.ts";

/** Latest requests that are judged first: to judge a long journal takes seconds. */
const latestJudged = 1_000;

/** Findings about the client by the rules of conduct, each with the requests that it follows from. */
export function ConductView() {
  const { place, say, language } = useInbox();
  const isWhole = place.filters["all"] === "true";
  const { value, error } = useLoaded(
    (remote, sandbox) =>
      remote.call("GET /sandboxes/{sandbox}/conduct", { sandbox, ...(isWhole ? {} : { since: latestJudged }) }),
    `conduct ${isWhole}`,
    ["request", "attempt"],
  );
  const { value: count } = useLoaded(
    (remote, sandbox) => remote.count(sandbox, { what: "requests", where: {} }),
    "request-count",
    ["request"],
  );
  const results = value?.results ?? [];
  const violated = results.filter(({ verdict }) => verdict === "violated");
  const isAssessed = results.some(({ assessed }) => assessed > 0);
  return (
    <div class="column">
      <div class="bar">
        <h1>
          {say("conduct")} {violated.length > 0 && <small>{violated.length}</small>}
        </h1>
        {(count ?? 0) > latestJudged && <Switch name="all" label={say("judge-all", { count: count ?? 0 })} />}
      </div>
      <p class="lead">
        {say("conduct-text")}
        {(count ?? 0) > latestJudged && !isWhole && <> {say("latest-judged", { count: latestJudged })}</>}
      </p>
      <Trouble error={error} />
      {value === null && error === null && (
        <p class="hint" role="status">
          {say("assessing")}
        </p>
      )}
      {value !== null && violated.length === 0 && (
        <Empty title={say("none-violated")}>{!isAssessed && <p>{say("none-assessed")}</p>}</Empty>
      )}
      {violated.toSorted(byLevel).map((result) => (
        <Violation key={result.id} result={result} />
      ))}
      {value !== null && value.limits.length > 0 && (
        <section class="card">
          <h2>{say("limits")}</h2>
          <ul class="misses">
            {value.limits.map((limit) => (
              <li key={limit.english}>{wordsIn(limit, language)}</li>
            ))}
          </ul>
        </section>
      )}
      {(["kept", "notAssessed", "off"] as const).map((verdict) => (
        <Others key={verdict} verdict={verdict} results={results.filter((result) => result.verdict === verdict)} />
      ))}
    </div>
  );
}

const levels = ["error", "warning", "note"] as const;
const tones = { error: "bad", warning: "warn", note: "going" } as const;

function byLevel(a: ConductResult, b: ConductResult): number {
  return levels.indexOf(a.level) - levels.indexOf(b.level);
}

/** Words of a rule in the page's language. */
function useRuleWords(result: ConductResult): ConductResult["portuguese"] {
  const { language } = useInbox();
  return language === "pt" ? result.portuguese : result;
}

function Violation({ result }: { readonly result: ConductResult }) {
  const { say, language } = useInbox();
  const { id, level, occurrences, assessed, cost, examples } = result;
  const { name, remedy, provoke } = useRuleWords(result);
  return (
    <section class="card violation">
      <div class="card-head">
        <h2>
          {name} <code>{id}</code>
        </h2>
        <small>{say("occurrences", { count: occurrences, assessed })}</small>
        <ToneChip tone={tones[level]}>{say(`level-${level}`)}</ToneChip>
      </div>
      <p>{remedy}</p>
      {cost !== null && <p class="cost-line">{say("wasted", { credits: cost.credits })}</p>}
      <ul class="misses">
        {examples.map((example) => (
          <li key={`${example.at} ${example.text}`}>
            {example.at !== undefined && <small>{dateTime(example.at)}</small>}{" "}
            {language === "pt" ? example.portuguese : example.text}
            <span class="facts">
              <Links view="requests" word="request-number" numbers={example.requests} />
              <Links view="messages" word="message-number" numbers={example.messages} />
              <Links view="callbacks" word="callback-number" numbers={example.callbacks} />
            </span>
          </li>
        ))}
      </ul>
      <details class="evidence">
        <summary>{say("how-to-provoke")}</summary>
        <p class="command">
          <code>{provoke}</code> <Copy text={provoke} what={id} />
        </p>
      </details>
    </section>
  );
}

interface LinksProps {
  readonly view: View;
  readonly word: "request-number" | "message-number" | "callback-number";
  readonly numbers: readonly number[];
}

/** Items that are linked of one example. */
const maxLinks = 6;

function Links({ view, word, numbers }: LinksProps) {
  const { place, say } = useInbox();
  return (
    <>
      {numbers.slice(0, maxLinks).map((number) => (
        <a key={number} href={hashOf({ ...place, view, item: String(number), filters: {} })}>
          {say(word, { number })}
        </a>
      ))}
      {numbers.length > maxLinks && <span>{say("and-more", { count: numbers.length - maxLinks })}</span>}
    </>
  );
}

interface OthersProps {
  readonly verdict: "kept" | "notAssessed" | "off";
  readonly results: readonly ConductResult[];
}

/** Rules of another verdict, folded. */
function Others({ verdict, results }: OthersProps) {
  const { say } = useInbox();
  if (results.length === 0) return null;
  return (
    <details class="card others">
      <summary>
        {say(`verdict-${verdict}`)} <small>{results.length}</small>
      </summary>
      <ul>
        {results.map((result) => (
          <RuleLine key={result.id} result={result} />
        ))}
      </ul>
    </details>
  );
}

function RuleLine({ result }: { readonly result: ConductResult }) {
  const { name } = useRuleWords(result);
  return (
    <li>
      <code>{result.id}</code> {name} {result.assessed > 0 && <small>{result.assessed}</small>}
    </li>
  );
}
