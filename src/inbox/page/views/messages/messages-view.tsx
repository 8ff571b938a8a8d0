import type { MessageView } from "../../../../api/schema/message.ts";
import { statuses } from "../../../../core/status.ts";
import { defined, numberOf, pageBefore, wordIn } from "../../filters.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { RowList } from "../../list/row-list.tsx";
import { Split } from "../../list/split.tsx";
import { useRows } from "../../list/use-rows.ts";
import { channels } from "../../parts/channel.ts";
import { ProviderTag, StatusChip } from "../../parts/chips.tsx";
import { ChosenFilter, ClearFilters, GivenFilter, ProviderFilter, TypedFilter } from "../../parts/filters.tsx";
import { phone } from "../../parts/number.ts";
import { RowTime } from "../../parts/row-time.tsx";
import { Empty } from "../../parts/trouble.tsx";
import { hashOf } from "../../route.ts";
import { MessageDetail } from "./message-detail.tsx";

/** Messages of clients, newest first, and the history of one. */
export function MessagesView() {
  const { remote, place, say } = useInbox();
  const { sandbox, filters } = place;
  const where = defined({
    search: filters["search"],
    number: filters["number"],
    code: filters["code"],
    provider: filters["provider"],
    channel: wordIn(channels, filters["channel"]),
    status: wordIn(statuses, filters["status"]),
    request: numberOf(filters["request"]),
  });
  const before = numberOf(filters["before"]);
  const isFiltered = Object.keys(where).length > 0 || before !== undefined;
  const source = useRows({
    key: `${sandbox} ${JSON.stringify(where)} ${before}`,
    isFiltered,
    rows: (page) =>
      remote.call("GET /sandboxes/{sandbox}/messages", { sandbox, ...where, ...pageBefore(page, before) }),
    count: before === undefined ? () => remote.count(sandbox, { what: "messages", where }) : null,
    kinds: ["message", "status"],
  });
  return (
    <Split
      title={say("messages")}
      source={source}
      hint={say("messages-hint")}
      filters={
        <>
          <TypedFilter name="search" label={say("search-messages")} search />
          <TypedFilter name="number" label={say("number")} />
          <TypedFilter name="code" label={say("code")} tiny />
          <ProviderFilter />
          <ChosenFilter
            name="channel"
            label={say("channel")}
            choices={channels.map((channel) => [channel, say(`channel-${channel}`)])}
          />
          <ChosenFilter
            name="status"
            label={say("status")}
            choices={statuses.map((status) => [status, say(`status-${status}`)])}
          />
          <GivenFilter name="request" label={(number) => say("request-number", { number })} />
          <GivenFilter name="before" label={() => say("older")} />
          <ClearFilters />
        </>
      }
      list={
        <RowList
          label={say("messages")}
          source={source}
          isFiltered={isFiltered}
          row={(message) => <MessageRow message={message} />}
          empty={<NoMessages />}
        />
      }
      detail={place.item === null ? null : <MessageDetail key={place.item} item={place.item} />}
    />
  );
}

function MessageRow({ message }: { readonly message: MessageView }) {
  return (
    <>
      <span class="row-line">
        <b class="number">{phone(message.to)}</b>
        <ProviderTag provider={message.provider} />
        <RowTime at={message.acceptedAt} />
      </span>
      <span class="row-line">
        <bdi class="snippet">{message.text}</bdi>
        <StatusChip status={message.status} word={message.word} />
      </span>
    </>
  );
}

function NoMessages() {
  const { say, place } = useInbox();
  const { value } = useLoaded(
    (remote, sandbox) => remote.call("GET /sandboxes/{sandbox}", { sandbox }),
    "no-messages",
    ["request"],
  );
  const requests = value?.counts.requests ?? 0;
  return (
    <Empty title={say("no-messages")}>
      <p>{say("no-messages-text")}</p>
      {requests > 0 && (
        <p>
          <a href={hashOf({ ...place, view: "requests", item: null, filters: {} })}>
            {say("no-messages-requests", { count: requests })}
          </a>
        </p>
      )}
      <p>
        <a href={hashOf({ ...place, view: "connect", item: null, filters: {} })}>{say("no-messages-link")}</a>
      </p>
    </Empty>
  );
}
