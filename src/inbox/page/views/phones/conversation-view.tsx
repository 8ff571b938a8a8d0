import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isFinal } from "../../../../core/status.ts";
import { providerTitles, StatusChip } from "../../parts/chips.tsx";
import { phone } from "../../parts/number.ts";
import { dateTime } from "../../parts/time.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { listInbounds, sendInbound } from "../../remote/inbounds.ts";
import { listMessages } from "../../remote/messages.ts";
import { hashOf } from "../../route.ts";
import { useLoaded, useWorld } from "../../world.ts";
import { Deeds } from "../messages/message-detail.tsx";
import { type Turn, weave } from "./conversation.ts";

/** The latest so many turns are shown. */
const limit = 200;

/** Messages to and from one phone, and a field to reply in. */
export function ConversationView({ number }: { readonly number: string }) {
  const { place, say } = useWorld();
  const log = useRef<HTMLOListElement>(null);
  const { value, error } = useLoaded(
    async (remote) => {
      const [messages, inbounds] = await Promise.all([
        listMessages(remote, place.sandbox, { to: number, limit, newestFirst: "true" }),
        listInbounds(remote, place.sandbox, { from: number, limit, newestFirst: "true" }),
      ]);
      return weave(messages, inbounds).slice(-limit);
    },
    `phone ${number}`,
    ["message", "status", "inbound"],
  );
  const turns = value ?? [];
  const last = turns.length;
  useLayoutEffect(() => {
    log.current?.scrollTo(0, log.current.scrollHeight);
  }, [last]);
  const written = turns.findLast((turn) => turn.kind === "message")?.message;
  return (
    <article class="conversation">
      <header class="detail-head">
        <h2>{phone(number)}</h2>
        {written !== undefined && !isFinal(written.status) && <small>{say("last-message")}</small>}
        {written !== undefined && <Deeds message={written} />}
      </header>
      <Trouble error={error} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <ol class="log" ref={log} tabIndex={0} aria-label={say("conversation")}>
        {turns.map((turn) => (
          <TurnLine
            key={`${turn.kind} ${turn.kind === "message" ? turn.message.place : turn.inbound.place}`}
            turn={turn}
          />
        ))}
        {value !== null && turns.length === 0 && <li class="hint">{say("no-turns")}</li>}
      </ol>
      <Reply number={number} provider={written?.provider ?? null} />
    </article>
  );
}

function TurnLine({ turn }: { readonly turn: Turn }) {
  const { place, say } = useWorld();
  if (turn.kind === "inbound") {
    const { inbound } = turn;
    return (
      <li class="turn out">
        <div class="bubble" dir="auto">
          {inbound.text === "" ? <em>{say("empty-text")}</em> : inbound.text}
        </div>
        <small>
          {dateTime(inbound.receivedAt)} · {say("to-account", { account: inbound.account })}
          {inbound.fetched ? ` · ${say("fetched")}` : ""}
        </small>
      </li>
    );
  }
  const { message } = turn;
  return (
    <li class="turn in">
      <a
        class="bubble"
        dir="auto"
        href={hashOf({ ...place, view: "messages", item: String(message.place), filters: {} })}
      >
        {message.text === "" ? <em>{say("empty-text")}</em> : message.text}
      </a>
      <small>
        <StatusChip status={message.status} word={message.word} /> {dateTime(message.acceptedAt)} ·{" "}
        {providerTitles[message.provider] ?? message.provider}
        {message.from === "" ? "" : ` · ${message.from}`}
      </small>
    </li>
  );
}

function Reply({ number, provider }: { readonly number: string; readonly provider: string | null }) {
  const { remote, place, say } = useWorld();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const { busy, error, run } = useDeed();
  const send = (event: Event): void => {
    event.preventDefault();
    run(async () => {
      await sendInbound(remote, place.sandbox, {
        from: number,
        text,
        ...(chosen === "" ? {} : { provider: chosen }),
      });
      setText("");
    });
  };
  return (
    <form class="reply" onSubmit={send}>
      <textarea
        rows={1}
        dir="auto"
        aria-label={say("reply-text")}
        placeholder={say("reply-text")}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
        }}
      />
      <select aria-label={say("reply-to")} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
        <option value="">{provider === null ? say("any-provider") : (providerTitles[provider] ?? provider)}</option>
        {Object.entries(providerTitles)
          .filter(([id]) => id !== provider)
          .map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
      </select>
      <button type="submit" class="primary" disabled={busy}>
        {say("send")}
      </button>
      <Trouble error={error} />
    </form>
  );
}
