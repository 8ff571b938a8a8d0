import type { RequestRow } from "../../../../api/schema/request.ts";
import { accountIn, defined, numberOf } from "../../filters.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { RowList } from "../../list/row-list.tsx";
import { Split } from "../../list/split.tsx";
import { channelWord } from "../../parts/channel.ts";
import { useProviderTitle } from "../../parts/chips.tsx";
import { ChosenFilter, ClearFilters, GivenFilter, ProviderFilter, Switch, TypedFilter } from "../../parts/filters.tsx";
import { dateTime } from "../../parts/time.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { hashOf } from "../../route.ts";
import { CallbackDetail } from "../callbacks/callbacks-view.tsx";
import { Again } from "../next/again.tsx";
import { AttemptStreamLine } from "./attempt-stream-line.tsx";
import { CopyTest } from "./copy-test.tsx";
import { RequestBody } from "./request-body.tsx";
import { operationWord, RequestLine, ResultCode } from "./request-row.tsx";
import { Sessions, sessionsItem } from "./sessions.tsx";
import { callbackInKey } from "./stream-rows.ts";
import { isNarrow, useStream } from "./use-stream.ts";

/** Everything that clients asked for, refused or not, with the responses, and the attempts to deliver callbacks. */
export function RequestsView() {
  const { place, about, say } = useInbox();
  const { filters } = place;
  const signs = useSigns();
  const where = defined({
    search: filters["search"],
    problems: filters["problems"] === "true" ? true : undefined,
    without: signs.isVisible ? undefined : signOfLife,
    code: filters["code"],
    provider: filters["provider"],
    listener: filters["listener"],
    findings: filters["findings"] === "true" ? true : undefined,
    remote: filters["remote"],
    account: accountIn(filters["account"]),
    since: numberOf(filters["since"]),
    until: numberOf(filters["until"]),
  });
  const isFiltered =
    isNarrow(where) || (signs.count ?? 0) > 0 || ["direction", "before"].some((name) => filters[name] !== undefined);
  const source = useStream(where, signs.count);
  const callback = place.item === null ? null : callbackInKey(place.item);
  return (
    <Split
      title={say("requests")}
      source={source}
      hint={say("requests-hint")}
      aside={
        <a
          class="to-sessions"
          href={hashOf({ ...place, item: place.item === sessionsItem ? null : sessionsItem })}
          aria-current={place.item === sessionsItem ? "page" : undefined}
        >
          {say("sessions")}
        </a>
      }
      filters={
        <>
          <TypedFilter name="search" label={say("search-requests")} search />
          <Switch name="problems" label={say("only-problems")} />
          <ChosenFilter
            name="direction"
            label={say("direction")}
            choices={[
              ["in", say("direction-in")],
              ["out", say("direction-out")],
            ]}
          />
          <TypedFilter name="code" label={say("code")} />
          <ProviderFilter />
          <ChosenFilter
            name="listener"
            label={say("listener")}
            choices={Object.keys(about?.listeners ?? {}).map((name) => [name, name])}
          />
          <ChosenFilter name="findings" label={say("findings")} choices={[["true", say("with-findings")]]} />
          {signs.count !== null && signs.count > 0 && (
            <Switch name="signs" label={say("signs-folded", { count: signs.count })} title={say("signs-hint")} />
          )}
          <GivenFilter name="remote" label={(client) => client} />
          <GivenFilter name="account" label={(account) => account} />
          <GivenFilter name="since" label={(at) => say("since-time", { time: dateTime(Number(at)) })} />
          <GivenFilter name="until" label={(at) => say("until-time", { time: dateTime(Number(at)) })} />
          <GivenFilter name="before" label={() => say("older")} />
          <ClearFilters />
        </>
      }
      list={
        <RowList
          label={say("requests")}
          source={source}
          isFiltered={isFiltered}
          row={(row) => ("attempt" in row ? <AttemptStreamLine row={row} /> : <RequestLine request={row} />)}
          empty={
            <Empty title={say("no-requests")}>
              <p>{say("no-requests-text")}</p>
            </Empty>
          }
        />
      }
      detail={
        place.item === null ? null : place.item === sessionsItem ? (
          <Sessions />
        ) : callback !== null ? (
          <CallbackDetail key={place.item} item={String(callback)} />
        ) : (
          <RequestDetail key={place.item} item={place.item} />
        )
      }
    />
  );
}

/** Operation that keeps a session open; its requests are folded. */
const signOfLife = "enquire_link";

/** Number of requests that are signs of life (null: not known yet), and whether the list shows them. */
function useSigns(): { readonly count: number | null; readonly isVisible: boolean } {
  const { place } = useInbox();
  const { value, error } = useLoaded(
    (remote, sandbox) => remote.count(sandbox, { what: "requests", where: { operation: signOfLife } }),
    "signs-of-life",
    ["request"],
  );
  return { count: value ?? (error === null ? null : 0), isVisible: place.filters["signs"] === "true" };
}

function RequestDetail({ item }: { readonly item: string }) {
  const { place, say } = useInbox();
  const titleOf = useProviderTitle();
  const { value, error } = useLoaded(
    async (remote, sandbox) => {
      const request = await remote.call("GET /sandboxes/{sandbox}/requests/{request}", {
        sandbox,
        request: Number(item),
      });
      // None, when the ledger keeps fewer messages than the journal requests.
      const [first] = await remote.call("GET /sandboxes/{sandbox}/messages", {
        sandbox,
        request: request.seq,
        limit: 1,
      });
      return { request, message: first ?? null };
    },
    `request ${item}`,
    [],
  );
  if (value === null) return <Trouble error={error} />;
  const { request, message } = value;
  return (
    <article>
      <header class="detail-head">
        <h2>
          {operationWord(request, say)} <ResultCode request={request} />
        </h2>
        <p class="facts">
          <span>{titleOf(request.provider)}</span>
          <span>{say("by-listener", { listener: request.listener })}</span>
          {request.channel !== request.listener && <span>{channelWord(request.channel, say)}</span>}
          <a href={hashOf({ ...place, filters: { remote: request.remote } })}>
            {request.channel === "smpp" ? say("session", { remote: request.remote }) : request.remote}
          </a>
          <span>{dateTime(request.at)}</span>
          {request.account !== undefined && <span>{request.account}</span>}
        </p>
        <Brought request={request} />
        <Again request={request} />
      </header>
      {request.purpose === "send" && <CopyTest request={request} />}
      <RequestBody request={request} message={message} />
    </article>
  );
}

/** Messages that are linked one by one. */
const maxLinks = 20;

/** Links to the messages that a request brought: to the first ones, and to the list of all. */
function Brought({ request: { seq, messages } }: { readonly request: RequestRow }) {
  const { place, say } = useInbox();
  if (messages.length === 0) return null;
  return (
    <p class="facts">
      {messages.slice(0, maxLinks).map((number) => (
        <a key={number} href={hashOf({ ...place, view: "messages", item: String(number), filters: {} })}>
          {say("message-number", { number })}
        </a>
      ))}
      {messages.length > maxLinks && (
        <a href={hashOf({ ...place, view: "messages", item: null, filters: { request: String(seq) } })}>
          {say("all-messages", { count: messages.length })}
        </a>
      )}
    </p>
  );
}
