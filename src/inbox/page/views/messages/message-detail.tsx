import { useState } from "preact/hooks";
import type { MessageHistory } from "../../../../api/schema/callback.ts";
import type { MessageView } from "../../../../api/schema/message.ts";
import { isPending, type Status } from "../../../../core/status.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { channelWord } from "../../parts/channel.ts";
import { StatusChip, useProviderTitle } from "../../parts/chips.tsx";
import { phone } from "../../parts/number.ts";
import { dateTime } from "../../parts/time.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { hashOf } from "../../route.ts";
import { Bubble } from "./bubble.tsx";
import { HistoryLine } from "./history-line.tsx";
import { MessageFacts } from "./message-facts.tsx";
import { SequenceChart } from "./sequence-chart.tsx";

/** A message as the phone shows it, with its cost and its history. */
export function MessageDetail({ item }: { readonly item: string }) {
  const { place, say } = useInbox();
  const titleOf = useProviderTitle();
  const { value: history, error } = useLoaded(
    (remote, sandbox) => remote.call("GET /sandboxes/{sandbox}/messages/{message}", { sandbox, message: Number(item) }),
    `message ${item}`,
    ["message", "status", "callback", "attempt", "inbound"],
  );
  if (history === null) return <Trouble error={error} />;
  const { message } = history;
  return (
    <article class="message">
      <header class="detail-head">
        <h2>
          <a href={hashOf({ ...place, view: "phones", item: message.to, filters: {} })}>{phone(message.to)}</a>
          <StatusChip status={message.status} word={message.word} />
        </h2>
        <p class="facts">
          <span>{titleOf(message.provider)}</span>
          <span>{message.operation}</span>
          <span>{channelWord(message.channel, say)}</span>
          <span>{dateTime(message.acceptedAt)}</span>
          <code>{message.id}</code>
          {message.clientId !== undefined && <span>{say("client-id", { id: message.clientId })}</span>}
        </p>
        <StatusActions message={message} />
      </header>
      <Trouble error={error} />
      <Bubble message={message} />
      <Course history={history} />
      <MessageFacts message={message} />
    </article>
  );
}

/** History of the message, as a list or as a sequence chart. */
function Course({ history }: { readonly history: MessageHistory }) {
  const { say } = useInbox();
  const [tab, show] = useState<"history" | "sequence">("history");
  return (
    <>
      <fieldset class="tabs course" aria-label={say("history")}>
        {(["history", "sequence"] as const).map((tabName) => (
          <button key={tabName} type="button" aria-pressed={tabName === tab} onClick={() => show(tabName)}>
            {say(tabName)}
          </button>
        ))}
      </fieldset>
      {tab === "history" ? <HistoryLine history={history} /> : <SequenceChart history={history} />}
    </>
  );
}

const ends: readonly Status[] = ["delivered", "undelivered", "expired"];

/** Statuses that a person can give a message by hand. */
export function StatusActions({ message }: { readonly message: MessageView }) {
  const { remote, place, say } = useInbox();
  const { busy, error, run } = useAction();
  const at = { sandbox: place.sandbox, message: message.seq };
  const release = (accepted: boolean): void =>
    run(() => remote.call("POST /sandboxes/{sandbox}/messages/{message}/release", { ...at, accepted }));
  const report = (status: Status): void =>
    run(() => remote.call("POST /sandboxes/{sandbox}/messages/{message}/report", { ...at, status }));
  const held = message.status === "held";
  return (
    <div class="actions">
      {held && (
        <>
          <button type="button" disabled={busy} onClick={() => release(true)}>
            {say("release")}
          </button>
          <button type="button" disabled={busy} onClick={() => release(false)}>
            {say("refuse")}
          </button>
        </>
      )}
      {!held &&
        ends
          .filter((status) => status !== message.status)
          .map((status) => (
            <button key={status} type="button" class="small" disabled={busy} onClick={() => report(status)}>
              {say("make-it", { status: say(`status-${status}`) })}
            </button>
          ))}
      {isPending(message.status) && message.scheduledFor !== undefined && (
        <small>{say("scheduled-for", { when: dateTime(message.scheduledFor) })}</small>
      )}
      <Trouble error={error} />
    </div>
  );
}
