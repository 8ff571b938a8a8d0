import type { PhoneView } from "../../../../api/schema/message.ts";
import { useInbox } from "../../inbox.ts";
import { FilteredRows } from "../../list/filtered-rows.ts";
import { RowList } from "../../list/row-list.tsx";
import { Split } from "../../list/split.tsx";
import { useLiveRows } from "../../list/use-rows.ts";
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
  const rows = useLiveRows(
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
      return new FilteredRows(source, changed);
    },
    `${sandbox} ${digits}`,
    ["message", "inbound"],
  );
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const number = String(new FormData(event.currentTarget).get("search")).replace(/\D/g, "");
    if (number.length < 8) return;
    const numbers = Array.from({ length: Math.min(rows.length, 200) }, (_, index) => rows.at(index)?.number);
    const complete = numbers.find((candidate) => candidate?.endsWith(number));
    go({ item: complete ?? (number.length <= 11 ? `55${number}` : number) });
  };
  return (
    <Split
      title={say("phones")}
      source={{ count: rows.length }}
      hint={say("phones-hint")}
      filters={
        <form onSubmit={open} class="inline">
          <TypedFilter name="search" label={say("phone-search")} search />
        </form>
      }
      list={
        <RowList
          label={say("phones")}
          source={rows}
          isFiltered={false}
          row={(entry) => <PhoneLine entry={entry} />}
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

function PhoneLine({ entry }: { readonly entry: PhoneView }) {
  const { say } = useInbox();
  return (
    <>
      <span class="row-line">
        <b class="number">{phone(entry.number)}</b>
        <RowTime at={entry.at} />
      </span>
      <span class="row-line">
        {entry.isInbound && <span class="arrow" role="img" aria-label={say("from-phone")} />}
        <bdi class="snippet">{entry.text}</bdi>
      </span>
    </>
  );
}
