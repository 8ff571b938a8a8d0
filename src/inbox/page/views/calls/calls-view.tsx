import { Split } from "../../list/split.tsx";
import { keysOf, useFeed } from "../../list/use-feed.ts";
import { VirtualList } from "../../list/virtual-list.tsx";
import { channelWord } from "../../parts/channel.ts";
import { ProviderTag, providerTitles } from "../../parts/chips.tsx";
import { decidedWords } from "../../parts/decided.ts";
import { ChosenFilter, ClearFilters, TypedFilter } from "../../parts/filters.tsx";
import { RowTime } from "../../parts/row-time.tsx";
import { dateTime } from "../../parts/time.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { type Call, getCall, listCalls } from "../../remote/calls.ts";
import { listMessages } from "../../remote/messages.ts";
import type { Query } from "../../remote/remote.ts";
import { hashOf } from "../../route.ts";
import type { Say } from "../../words/say.ts";
import { useLoaded, useWorld } from "../../world.ts";
import { CallBody } from "./call-body.tsx";
import { Sessions, sessionsItem } from "./sessions.tsx";

const doors = ["http", "https", "mensagem", "smpp", "smpps"];

/** Everything clients asked, refused or not, with the answers. */
export function CallsView() {
  const { remote, place, go, say } = useWorld();
  const { sandbox, filters } = place;
  const filtered = Object.keys(filters).length > 0;
  const key = `${sandbox} ${JSON.stringify(filters)}`;
  const feed = useFeed((query) => listCalls(remote, sandbox, { ...filters, ...query }), key, filtered, ["call"]);
  return (
    <Split
      title={say("calls")}
      count={feed.length}
      hint={say("calls-hint")}
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
          <TypedFilter name="request" label={say("search-request")} search />
          <TypedFilter name="code" label={say("code")} />
          <ChosenFilter name="provider" label={say("provider")} choices={Object.entries(providerTitles)} />
          <ChosenFilter name="door" label={say("door")} choices={doors.map((door) => [door, door])} />
          <ChosenFilter name="findings" label={say("findings")} choices={[["true", say("with-findings")]]} />
          {filters["remote"] !== undefined && <span class="chip going">{filters["remote"]}</span>}
          <ClearFilters />
        </>
      }
      list={
        feed.length > 0 ? (
          <VirtualList
            label={say("calls")}
            length={feed.length}
            rowHeight={54}
            at={feed.at}
            {...keysOf(feed)}
            selected={place.item}
            onOpen={(item) => go({ item })}
            onShow={feed.show}
            row={(call) => <CallRow call={call} />}
          />
        ) : (
          <>
            <Trouble error={feed.error} />
            {feed.ready && feed.error === null && (
              <Empty title={say(filtered ? "none-fits" : "no-calls")}>
                <p>{say(filtered ? "none-fits-text" : "no-calls-text")}</p>
              </Empty>
            )}
          </>
        )
      }
      detail={
        place.item === null ? null : place.item === sessionsItem ? (
          <Sessions />
        ) : (
          <CallDetail key={place.item} item={place.item} />
        )
      }
    />
  );
}

/** A page or a path that is no operation has none. */
function operationWord({ operation, channel }: Call, say: Say): string {
  return operation !== "-" ? operation : say(channel === "page" ? "a-page" : "no-operation");
}

function CallRow({ call }: { readonly call: Call }) {
  const world = useWorld();
  const { say } = world;
  return (
    <>
      <span class="row-line">
        <b>{operationWord(call, say)}</b>
        <ProviderTag provider={call.provider} />
        <RowTime at={call.at} />
      </span>
      <span class="row-line">
        <span class="snippet">
          {call.decidedBy === "nature"
            ? `${channelWord(call.channel, say)} · ${call.remote}`
            : decidedWords(call.decidedBy, world)}
        </span>
        {call.findings.length > 0 && (
          <span class="chip warn">{say("findings-count", { count: call.findings.length })}</span>
        )}
        {call.fault !== "" && <span class="chip bad">{call.fault}</span>}
        <code class="code">{call.code}</code>
      </span>
    </>
  );
}

/** The first message that a call brought, as a page of a list; without one, an empty page. */
function messageAt({ messages }: Call): Query {
  const first = messages[0] ?? 0;
  return { after: Math.max(0, first - 1), before: first + 1, limit: 1 };
}

function CallDetail({ item }: { readonly item: string }) {
  const { place, say } = useWorld();
  const { value, error } = useLoaded(
    async (remote) => {
      const call = await getCall(remote, place.sandbox, item);
      // Gone, when the ledger keeps fewer messages than the journal calls.
      const [first] = await listMessages(remote, place.sandbox, messageAt(call)).catch(() => []);
      return { call, message: first ?? null };
    },
    `call ${item}`,
    [],
  );
  if (value === null) return <Trouble error={error} />;
  const { call, message } = value;
  return (
    <article>
      <header class="detail-head">
        <h2>
          {operationWord(call, say)} <code class="code">{call.code}</code>
        </h2>
        <p class="facts">
          <span>{providerTitles[call.provider] ?? call.provider}</span>
          <span>{say("by-door", { door: call.door })}</span>
          {call.channel !== call.door && <span>{channelWord(call.channel, say)}</span>}
          <a href={hashOf({ ...place, filters: { remote: call.remote } })}>
            {call.channel === "smpp" ? say("session", { remote: call.remote }) : call.remote}
          </a>
          <span>{dateTime(call.at)}</span>
          {call.account !== "" && <span>{call.account}</span>}
        </p>
        {call.messages.length > 0 && (
          <p class="facts">
            {call.messages.slice(0, 50).map((message) => (
              <a key={message} href={hashOf({ ...place, view: "messages", item: String(message), filters: {} })}>
                {say("message-number", { number: message })}
              </a>
            ))}
          </p>
        )}
      </header>
      <CallBody call={call} message={message} />
    </article>
  );
}
