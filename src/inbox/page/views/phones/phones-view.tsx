import { Split } from "../../list/split.tsx";
import { VirtualList } from "../../list/virtual-list.tsx";
import { phone } from "../../parts/number.ts";
import { RowTime } from "../../parts/row-time.tsx";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { listInbounds } from "../../remote/inbounds.ts";
import { listMessages } from "../../remote/messages.ts";
import { useLoaded, useWorld } from "../../world.ts";
import { type Phone, phonesOf } from "./conversation.ts";
import { ConversationView } from "./conversation-view.tsx";

/** The phones of the latest so many messages and replies are listed; any other is reached by its number. */
const latest = { limit: 1000, newestFirst: "true" } as const;

/** Every phone that was written to or that wrote, and the conversation with one. */
export function PhonesView() {
  const { place, go, filter, say } = useWorld();
  const wanted = place.filters["search"] ?? "";
  const { value, error } = useLoaded(
    async (remote) => {
      const [messages, inbounds] = await Promise.all([
        listMessages(remote, place.sandbox, latest),
        listInbounds(remote, place.sandbox, latest),
      ]);
      return phonesOf(messages, inbounds);
    },
    "phones",
    ["message", "inbound"],
  );
  const digits = wanted.replace(/\D/g, "");
  const phones = (value ?? []).filter((one) => one.number.includes(digits));
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    if (digits.length < 8) return;
    go({
      item: phones.find((one) => one.number.endsWith(digits))?.number ?? (digits.length <= 11 ? `55${digits}` : digits),
    });
  };
  return (
    <Split
      title={say("phones")}
      count={phones.length}
      hint={say("phones-hint")}
      filters={
        <form onSubmit={open} class="inline">
          <input
            type="search"
            class="search"
            inputMode="tel"
            aria-label={say("phone-search")}
            placeholder={say("phone-search")}
            value={wanted}
            onInput={(event) => filter("search", event.currentTarget.value)}
          />
        </form>
      }
      list={
        phones.length > 0 ? (
          <VirtualList
            label={say("phones")}
            length={phones.length}
            rowHeight={54}
            at={(index) => phones[index]}
            keyAt={(index) => phones[index]?.number}
            indexOf={(key) => phones.findIndex((one) => one.number === key)}
            selected={place.item}
            onOpen={(item) => go({ item })}
            onShow={nothing}
            row={(one) => <PhoneRow of={one} />}
          />
        ) : (
          <>
            <Trouble error={error} />
            {value !== null && (
              <Empty title={say("no-phones")}>
                <p>{say(digits.length >= 8 ? "phone-enter" : "no-phones-text")}</p>
              </Empty>
            )}
          </>
        )
      }
      detail={place.item === null ? null : <ConversationView key={place.item} number={place.item} />}
    />
  );
}

function PhoneRow({ of: one }: { readonly of: Phone }) {
  const { say } = useWorld();
  return (
    <>
      <span class="row-line">
        <b class="number">{phone(one.number)}</b>
        <RowTime at={one.last} />
      </span>
      <span class="row-line">
        {one.incoming && <span class="arrow" role="img" aria-label={say("from-phone")} />}
        <bdi class="snippet">{one.text}</bdi>
      </span>
    </>
  );
}

function nothing(): void {}
