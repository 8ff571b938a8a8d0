import type { PhoneView } from "../../../../api/schema/message.ts";
import { useInbox } from "../../inbox.ts";
import { FeedList } from "../../list/feed-list.tsx";
import { FilteredFeed } from "../../list/filtered-feed.ts";
import { Split } from "../../list/split.tsx";
import { useLiveFeed } from "../../list/use-feed.ts";
import { TypedFilter } from "../../parts/filters.tsx";
import { phone } from "../../parts/number.ts";
import { RowTime } from "../../parts/row-time.tsx";
import { Empty } from "../../parts/trouble.tsx";
import { ConversationView } from "./conversation-view.tsx";

/** Every phone that was written to or that wrote, and the conversation with one. */
export function PhonesView() {
  const { remote, place, go, say } = useInbox();
  const { sandbox, filters } = place;
  const digits = (filters["search"] ?? "").replace(/\D/g, "");
  const feed = useLiveFeed(
    (changed) => {
      const list = (page: { readonly after?: string; readonly limit: number }) =>
        remote.call("GET /sandboxes/{sandbox}/phones", {
          sandbox,
          ...page,
          ...(digits === "" ? {} : { number: digits }),
        });
      const source = {
        rows: async (last: PhoneView | undefined, limit: number) =>
          (await list({ limit, ...(last === undefined ? {} : { after: last.cursor }) })).phones,
        count: async () => (await list({ limit: 1 })).count,
        keyOf: ({ number }: PhoneView) => number,
      };
      return new FilteredFeed(source, changed);
    },
    `${sandbox} ${digits}`,
    ["message", "inbound"],
  );
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const number = String(new FormData(event.currentTarget).get("search")).replace(/\D/g, "");
    if (number.length < 8) return;
    const held = Array.from({ length: Math.min(feed.length, 200) }, (_, index) => feed.at(index)?.number);
    const known = held.find((one) => one?.endsWith(number));
    go({ item: known ?? (number.length <= 11 ? `55${number}` : number) });
  };
  return (
    <Split
      title={say("phones")}
      count={feed.length}
      hint={say("phones-hint")}
      filters={
        <form onSubmit={open} class="inline">
          <TypedFilter name="search" label={say("phone-search")} search />
        </form>
      }
      list={
        <FeedList
          label={say("phones")}
          feed={feed}
          isFiltered={false}
          row={(one) => <PhoneLine of={one} />}
          empty={
            <Empty title={say(digits === "" ? "no-phones" : "no-such-phone")}>
              <p>{say(digits.length >= 8 ? "phone-enter" : "no-phones-text")}</p>
            </Empty>
          }
        />
      }
      detail={place.item === null ? null : <ConversationView key={place.item} number={place.item} />}
    />
  );
}

function PhoneLine({ of: one }: { readonly of: PhoneView }) {
  const { say } = useInbox();
  return (
    <>
      <span class="row-line">
        <b class="number">{phone(one.number)}</b>
        <RowTime at={one.at} />
      </span>
      <span class="row-line">
        {one.isInbound && <span class="arrow" role="img" aria-label={say("from-phone")} />}
        <bdi class="snippet">{one.text}</bdi>
      </span>
    </>
  );
}
