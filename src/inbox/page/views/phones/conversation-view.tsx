import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isFinal } from "../../../../core/status.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { StatusChip, useProviderTitle } from "../../parts/chips.tsx";
import { phone } from "../../parts/number.ts";
import { dateTime } from "../../parts/time.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { hashOf } from "../../route.ts";
import { StatusActions } from "../messages/message-detail.tsx";
import { TextParts } from "../messages/text-parts.tsx";
import { type Turn, weave } from "./conversation.ts";

/** The latest so many turns are shown. */
const limit = 200;

/** Messages to and from one phone, and a field to reply in. */
export function ConversationView({ number }: { readonly number: string }) {
  const { say } = useInbox();
  const log = useRef<HTMLOListElement>(null);
  const { value, error } = useLoaded(
    async (remote, sandbox) => {
      const latest = { sandbox, limit, newestFirst: true };
      const [messages, inbound] = await Promise.all([
        remote.call("GET /sandboxes/{sandbox}/messages", { ...latest, to: number }),
        remote.call("GET /sandboxes/{sandbox}/inbound", { ...latest, from: number }),
      ]);
      return weave(messages, inbound).slice(-limit);
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
        {written !== undefined && <StatusActions message={written} />}
      </header>
      <Trouble error={error} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <ol class="log" ref={log} tabIndex={0} aria-label={say("conversation")}>
        {turns.map((turn) => (
          <TurnLine key={`${turn.kind} ${turn.kind === "message" ? turn.message.seq : turn.inbound.seq}`} turn={turn} />
        ))}
        {value !== null && turns.length === 0 && <li class="hint">{say("no-turns")}</li>}
      </ol>
      <Reply number={number} provider={written?.provider ?? null} />
    </article>
  );
}

function TurnLine({ turn }: { readonly turn: Turn }) {
  const { place, say } = useInbox();
  const titleOf = useProviderTitle();
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
        href={hashOf({ ...place, view: "messages", item: String(message.seq), filters: {} })}
      >
        {message.text === "" ? <em>{say("empty-text")}</em> : message.text}
      </a>
      <TextParts message={message} />
      <small>
        <StatusChip status={message.status} word={message.word} /> {dateTime(message.acceptedAt)} ·{" "}
        {titleOf(message.provider)}
        {message.from === "" ? "" : ` · ${message.from}`}
      </small>
    </li>
  );
}

function Reply({ number, provider }: { readonly number: string; readonly provider: string | null }) {
  const { remote, place, about, say } = useInbox();
  const titleOf = useProviderTitle();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const { busy, error, run } = useAction();
  const send = (event: Event): void => {
    event.preventDefault();
    run(async () => {
      await remote.call("POST /sandboxes/{sandbox}/inbound", {
        sandbox: place.sandbox,
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
        <option value="">{provider === null ? say("any-provider") : titleOf(provider)}</option>
        {about?.providers
          .filter(({ id }) => id !== provider)
          .map(({ id, title }) => (
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
