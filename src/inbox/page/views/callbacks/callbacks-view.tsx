import type { CallbackView } from "../../../../api/schema/callback.ts";
import { callbackStates } from "../../../../core/callback-states.ts";
import { defined, numberOf, pageBefore, wordIn } from "../../filters.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { RowList } from "../../list/row-list.tsx";
import { Split } from "../../list/split.tsx";
import { useRows } from "../../list/use-rows.ts";
import { ProviderTag, statusWord } from "../../parts/chips.tsx";
import { useEvidence } from "../../parts/evidence.tsx";
import { ChosenFilter, ClearFilters, GivenFilter, ProviderFilter } from "../../parts/filters.tsx";
import { phone } from "../../parts/number.ts";
import { RowTime } from "../../parts/row-time.tsx";
import { dateTime, time } from "../../parts/time.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { whereOfCallback } from "../../remote/coverage.ts";
import { hashOf } from "../../route.ts";
import type { Say } from "../../words/say.ts";
import { AttemptBody } from "./attempt-body.tsx";
import { AttemptLine, attemptTone, CallbackState } from "./attempt-line.tsx";

/** Reports and inbound messages for clients, with every attempt and the time of the next one. */
export function CallbacksView() {
  const { remote, place, say } = useInbox();
  const { sandbox, filters } = place;
  const where = defined({
    state: wordIn(callbackStates, filters["state"]),
    provider: filters["provider"],
    about: wordIn(["report", "inbound"], filters["about"]),
    ref: numberOf(filters["ref"]),
  });
  const before = numberOf(filters["before"]);
  const isFiltered = Object.keys(where).length > 0 || before !== undefined;
  const source = useRows({
    key: `${sandbox} ${JSON.stringify(where)} ${before}`,
    isFiltered,
    rows: (page) =>
      remote.call("GET /sandboxes/{sandbox}/callbacks", { sandbox, ...where, ...pageBefore(page, before) }),
    count: before === undefined ? () => remote.count(sandbox, { what: "callbacks", where }) : null,
    kinds: ["callback", "attempt"],
  });
  return (
    <Split
      title={say("callbacks")}
      source={source}
      hint={say("callbacks-hint")}
      filters={
        <>
          <ChosenFilter
            name="state"
            label={say("state")}
            choices={callbackStates.map((state) => [state, say(`callback-${state}`)])}
          />
          <ProviderFilter />
          <ChosenFilter
            name="about"
            label={say("about-what")}
            choices={[
              ["report", say("reports")],
              ["inbound", say("replies")],
            ]}
          />
          <GivenFilter name="before" label={() => say("older")} />
          <ClearFilters />
        </>
      }
      list={
        <RowList
          label={say("callbacks")}
          source={source}
          isFiltered={isFiltered}
          row={(callback) => <CallbackLine callback={callback} />}
          empty={
            <Empty title={say("no-callbacks")}>
              <p>{say("no-callbacks-text")}</p>
              <p>
                <a href={hashOf({ ...place, view: "accounts", item: null, filters: {} })}>{say("no-callbacks-link")}</a>
              </p>
              <p>{say("no-callbacks-file")}</p>
              <pre class="block">{accountsFile}</pre>
            </Empty>
          }
        />
      }
      detail={place.item === null ? null : <CallbackDetail key={place.item} item={place.item} />}
    />
  );
}

const accountsFile = `accounts:
  PROVIDER/main:
    callbacks:
      dlr: "http://127.0.0.1:4000/dlr"
      mo: "http://127.0.0.1:4000/mo"`;

function titleOf({ about, status }: CallbackView, say: Say): string {
  return about === "inbound" ? say("a-reply") : say("history-report", { status: statusWord(status ?? "", say) });
}

function CallbackLine({ callback }: { readonly callback: CallbackView }) {
  const { say } = useInbox();
  const { attempts, attemptCount } = callback;
  return (
    <>
      <span class="row-line">
        {callback.phone !== undefined && <b class="number">{phone(callback.phone)}</b>}
        {callback.phone === undefined && <b>{titleOf(callback, say)}</b>}
        <ProviderTag provider={callback.provider} />
        <RowTime at={callback.at} />
      </span>
      <span class="row-line">
        {callback.phone !== undefined && (
          <span class="operation">
            {callback.about === "inbound" ? say("a-reply") : statusWord(callback.status ?? "", say)}
          </span>
        )}
        <bdi class="snippet">{callback.text ?? attempts.at(-1)?.address ?? callback.account}</bdi>
        {attemptCount > 1 && <small>{say("attempts", { count: attemptCount })}</small>}
        <CallbackState callback={callback} short />
      </span>
    </>
  );
}

export function CallbackDetail({ item }: { readonly item: string }) {
  const { place, say } = useInbox();
  const {
    value: callback,
    error,
    reload,
  } = useLoaded(
    (remote, sandbox) =>
      remote.call("GET /sandboxes/{sandbox}/callbacks/{callback}", { sandbox, callback: Number(item) }),
    `callback ${item}`,
    ["callback", "attempt"],
  );
  if (callback === null) return <Trouble error={error} />;
  return (
    <article>
      <header class="detail-head">
        <h2>
          {titleOf(callback, say)} <CallbackState callback={callback} />
        </h2>
        <p class="facts">
          <span>{callback.account}</span>
          <span>{callback.by}</span>
          {callback.about === "inbound" ? (
            <InboundReply number={callback.ref} />
          ) : (
            <a href={hashOf({ ...place, view: "messages", item: String(callback.ref), filters: {} })}>
              {say("message-number", { number: callback.ref })}
            </a>
          )}
        </p>
        <Repeat callback={callback} reload={reload} />
      </header>
      {callback.attempts.length === 0 && <p class="hint">{say("no-attempts")}</p>}
      <Attempts callback={callback} />
    </article>
  );
}

/** The button that sends a callback again. */
function Repeat({ callback, reload }: { readonly callback: CallbackView; readonly reload: () => Promise<void> }) {
  const { remote, place, say } = useInbox();
  const action = useAction();
  const repeat = async (): Promise<void> => {
    const { sandbox } = place;
    await remote.call("POST /sandboxes/{sandbox}/callbacks/{callback}/repeat", { sandbox, callback: callback.seq });
    await reload();
  };
  return (
    <div class="actions">
      <button type="button" disabled={action.busy} onClick={() => action.run(repeat)}>
        {say("repeat-now")}
      </button>
      <Trouble error={action.error} />
    </div>
  );
}

/** Attempts of a callback, the latest first and unfolded. */
function Attempts({ callback }: { readonly callback: CallbackView }) {
  const evidence = useEvidence(callback.provider);
  const { attempts, by } = callback;
  return (
    <ol class="history">
      {attempts.toReversed().map((attempt) => (
        <li key={attempt.number} class={attemptTone(attempt, by)}>
          <time dateTime={new Date(attempt.at).toISOString()} title={dateTime(attempt.at)}>
            {time(attempt.at)}
          </time>
          <details class="moment" open={attempt.number === attempts.at(-1)?.number}>
            <summary>
              <AttemptLine attempt={attempt} by={by} />
            </summary>
            <AttemptBody attempt={attempt} points={evidence(whereOfCallback(callback, attempt.number > 1))} />
          </details>
        </li>
      ))}
    </ol>
  );
}

/** Text of the inbound message that a callback carries, with a link to its conversation. */
function InboundReply({ number }: { readonly number: number }) {
  const { place } = useInbox();
  const { value } = useLoaded(
    async (remote, sandbox) => {
      const page = { after: number - 1, before: number + 1 };
      return (await remote.call("GET /sandboxes/{sandbox}/inbound", { sandbox, ...page })).at(0) ?? null;
    },
    `reply ${number}`,
    [],
  );
  if (value === null) return null;
  return (
    <>
      <a href={hashOf({ ...place, view: "phones", item: value.from, filters: {} })}>{phone(value.from)}</a>
      <bdi class="said">{value.text}</bdi>
    </>
  );
}
