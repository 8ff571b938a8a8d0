import { statuses } from "../../../../core/status.ts";
import { Split } from "../../list/split.tsx";
import { keysOf, useFeed } from "../../list/use-feed.ts";
import { VirtualList } from "../../list/virtual-list.tsx";
import { channels } from "../../parts/channel.ts";
import { ProviderTag, providerTitles, StatusChip } from "../../parts/chips.tsx";
import { ChosenFilter, ClearFilters, TypedFilter } from "../../parts/filters.tsx";
import { phone } from "../../parts/number.ts";
import { RowTime } from "../../parts/row-time.tsx";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { listMessages, type Message } from "../../remote/messages.ts";
import { getSandbox } from "../../remote/sandboxes.ts";
import { hashOf } from "../../route.ts";
import { useLoaded, useWorld } from "../../world.ts";
import { MessageDetail } from "./message-detail.tsx";

/** Messages of clients, newest first, and the story of one. */
export function MessagesView() {
  const { remote, place, go, say } = useWorld();
  const { sandbox, filters } = place;
  const filtered = Object.keys(filters).length > 0;
  const key = `${sandbox} ${JSON.stringify(filters)}`;
  const feed = useFeed((query) => listMessages(remote, sandbox, { ...filters, ...query }), key, filtered, [
    "message",
    "status",
  ]);
  return (
    <Split
      title={say("messages")}
      count={feed.length}
      hint={say("messages-hint")}
      filters={
        <>
          <TypedFilter name="search" label={say("search-messages")} search />
          <TypedFilter name="number" label={say("number")} />
          <TypedFilter name="code" label={say("code")} tiny />
          <ChosenFilter name="provider" label={say("provider")} choices={Object.entries(providerTitles)} />
          <ChosenFilter
            name="channel"
            label={say("door")}
            choices={channels.map((one) => [one, say(`channel-${one}`)])}
          />
          <ChosenFilter
            name="status"
            label={say("status")}
            choices={statuses.map((one) => [one, say(`status-${one}`)])}
          />
          <ClearFilters />
        </>
      }
      list={
        feed.length > 0 ? (
          <VirtualList
            label={say("messages")}
            length={feed.length}
            rowHeight={54}
            at={feed.at}
            {...keysOf(feed)}
            selected={place.item}
            onOpen={(item) => go({ item })}
            onShow={feed.show}
            row={(message) => <MessageRow message={message} />}
          />
        ) : (
          <>
            <Trouble error={feed.error} />
            {feed.ready && feed.error === null && <NoMessages filtered={filtered} />}
          </>
        )
      }
      detail={place.item === null ? null : <MessageDetail key={place.item} item={place.item} />}
    />
  );
}

function MessageRow({ message }: { readonly message: Message }) {
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

function NoMessages({ filtered }: { readonly filtered: boolean }) {
  const { say, place } = useWorld();
  const { value } = useLoaded((remote) => getSandbox(remote, place.sandbox), "no-messages", ["call"]);
  if (filtered) return <Empty title={say("none-fits")}>{<p>{say("none-fits-text")}</p>}</Empty>;
  const calls = value?.counts["calls"] ?? 0;
  return (
    <Empty title={say("no-messages")}>
      <p>{say("no-messages-text")}</p>
      {calls > 0 && (
        <p>
          <a href={hashOf({ ...place, view: "calls", item: null, filters: {} })}>
            {say("no-messages-calls", { count: calls })}
          </a>
        </p>
      )}
      <p>
        <a href={hashOf({ ...place, view: "connect", item: null, filters: {} })}>{say("no-messages-link")}</a>
      </p>
    </Empty>
  );
}
