import { Split } from "../../list/split.tsx";
import { keysOf, useFeed } from "../../list/use-feed.ts";
import { VirtualList } from "../../list/virtual-list.tsx";
import { ProviderTag, providerTitles, statusWord } from "../../parts/chips.tsx";
import { useEvidence } from "../../parts/evidence.tsx";
import { ChosenFilter, ClearFilters } from "../../parts/filters.tsx";
import { phone } from "../../parts/number.ts";
import { RowTime } from "../../parts/row-time.tsx";
import { dateTime, time } from "../../parts/time.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { type Callback, getCallback, listCallbacks, repeatCallback } from "../../remote/callbacks.ts";
import { whereOfCallback } from "../../remote/coverage.ts";
import { listInbounds } from "../../remote/inbounds.ts";
import { hashOf } from "../../route.ts";
import type { Say } from "../../words/say.ts";
import { useLoaded, useWorld } from "../../world.ts";
import { AttemptBody } from "./attempt-body.tsx";
import { AttemptLine, attemptTone, CallbackState, callbackStates } from "./attempt-line.tsx";

/** Reports and inbound messages for clients, with every attempt and the time of the next one. */
export function CallbacksView() {
  const { remote, place, go, say } = useWorld();
  const { sandbox, filters } = place;
  const filtered = Object.keys(filters).length > 0;
  const key = `${sandbox} ${JSON.stringify(filters)}`;
  const feed = useFeed((query) => listCallbacks(remote, sandbox, { ...filters, ...query }), key, filtered, [
    "callback",
    "attempt",
  ]);
  return (
    <Split
      title={say("callbacks")}
      count={feed.length}
      hint={say("callbacks-hint")}
      filters={
        <>
          <ChosenFilter
            name="state"
            label={say("state")}
            choices={callbackStates.map((one) => [one, say(`callback-${one}`)])}
          />
          <ChosenFilter name="provider" label={say("provider")} choices={Object.entries(providerTitles)} />
          <ChosenFilter
            name="about"
            label={say("about-what")}
            choices={[
              ["report", say("reports")],
              ["inbound", say("replies")],
            ]}
          />
          <ClearFilters />
        </>
      }
      list={
        feed.length > 0 ? (
          <VirtualList
            label={say("callbacks")}
            length={feed.length}
            rowHeight={54}
            at={feed.at}
            {...keysOf(feed)}
            selected={place.item}
            onOpen={(item) => go({ item })}
            onShow={feed.show}
            row={(callback) => <CallbackRow callback={callback} />}
          />
        ) : (
          <>
            <Trouble error={feed.error} />
            {feed.ready && feed.error === null && (
              <Empty title={say(filtered ? "none-fits" : "no-callbacks")}>
                <p>{say(filtered ? "none-fits-text" : "no-callbacks-text")}</p>
                {!filtered && <pre class="block">{accountsFile}</pre>}
              </Empty>
            )}
          </>
        )
      }
      detail={place.item === null ? null : <CallbackDetail key={place.item} item={place.item} />}
    />
  );
}

const accountsFile = `accounts:
  mensagem/main:
    callbacks:
      dlr: "http://127.0.0.1:4000/dlr"
      mo: "http://127.0.0.1:4000/mo"`;

function titleOf(callback: Callback, say: Say): string {
  return callback.about === "inbound"
    ? say("a-reply")
    : say("story-report", { status: statusWord(callback.status, say) });
}

function CallbackRow({ callback }: { readonly callback: Callback }) {
  const { say } = useWorld();
  const last = callback.attempts.at(-1);
  return (
    <>
      <span class="row-line">
        <b>{titleOf(callback, say)}</b>
        <ProviderTag provider={callback.provider} />
        <RowTime at={callback.at} />
      </span>
      <span class="row-line">
        <span class="snippet">{last?.address ?? callback.account}</span>
        {callback.tries > 1 && <small>{say("tries", { count: callback.tries })}</small>}
        <CallbackState callback={callback} short />
      </span>
    </>
  );
}

function CallbackDetail({ item }: { readonly item: string }) {
  const { remote, place, say } = useWorld();
  const deed = useDeed();
  const {
    value: callback,
    error,
    reload,
  } = useLoaded((from) => getCallback(from, place.sandbox, item), `callback ${item}`, ["callback", "attempt"]);
  const evidence = useEvidence(callback?.provider ?? "");
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
            <TheReply number={callback.ref} />
          ) : (
            <a href={hashOf({ ...place, view: "messages", item: String(callback.ref), filters: {} })}>
              {say("message-number", { number: callback.ref })}
            </a>
          )}
        </p>
        <div class="deeds">
          <button
            type="button"
            disabled={deed.busy}
            onClick={() => deed.run(() => repeatCallback(remote, place.sandbox, callback.place).then(reload))}
          >
            {say("repeat-now")}
          </button>
          <Trouble error={deed.error} />
        </div>
      </header>
      {callback.attempts.length === 0 && <p class="hint">{say("no-attempts")}</p>}
      <ol class="story">
        {callback.attempts.toReversed().map((attempt) => (
          <li key={attempt.number} class={attemptTone(attempt, callback.by)}>
            <time dateTime={new Date(attempt.at).toISOString()} title={dateTime(attempt.at)}>
              {time(attempt.at)}
            </time>
            <details class="moment" open={attempt.number === callback.attempts.at(-1)?.number}>
              <summary>
                <AttemptLine attempt={attempt} by={callback.by} />
              </summary>
              <AttemptBody attempt={attempt} points={evidence(whereOfCallback(callback, attempt.number > 1))} />
            </details>
          </li>
        ))}
      </ol>
    </article>
  );
}

/** Text of the inbound message that a callback carries, with a link to its conversation. */
function TheReply({ number }: { readonly number: number }) {
  const { place } = useWorld();
  const { value } = useLoaded(
    async (remote) => (await listInbounds(remote, place.sandbox, { after: number - 1, limit: 1 })).at(0) ?? null,
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
