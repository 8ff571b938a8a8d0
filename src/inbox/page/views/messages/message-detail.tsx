import { isFinal, isPending, type Status } from "../../../../core/status.ts";
import { channelWord } from "../../parts/channel.ts";
import { providerTitles, StatusChip } from "../../parts/chips.tsx";
import { phone } from "../../parts/number.ts";
import { dateTime } from "../../parts/time.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { type Message, readStory, release, report } from "../../remote/messages.ts";
import { hashOf } from "../../route.ts";
import { useLoaded, useWorld } from "../../world.ts";
import { Bubble } from "./bubble.tsx";
import { MessageFacts } from "./message-facts.tsx";
import { StoryLine } from "./story-line.tsx";

/** A message as the phone shows it, with its cost and its story. */
export function MessageDetail({ item }: { readonly item: string }) {
  const { place, say } = useWorld();
  const { value: story, error } = useLoaded((remote) => readStory(remote, place.sandbox, item), `message ${item}`, [
    "message",
    "status",
    "callback",
    "attempt",
    "inbound",
  ]);
  if (story === null) return <Trouble error={error} />;
  const { message } = story;
  return (
    <article class="message">
      <header class="detail-head">
        <h2>
          <a href={hashOf({ ...place, view: "phones", item: message.to, filters: {} })}>{phone(message.to)}</a>
          <StatusChip status={message.status} word={message.word} />
        </h2>
        <p class="facts">
          <span>{providerTitles[message.provider] ?? message.provider}</span>
          <span>{message.operation}</span>
          <span>{channelWord(message.channel, say)}</span>
          <span>{dateTime(message.acceptedAt)}</span>
          <code>{message.id}</code>
          {message.clientId !== "" && <span>{say("client-id", { id: message.clientId })}</span>}
        </p>
        <Deeds message={message} />
      </header>
      <Trouble error={error} />
      <Bubble message={message} />
      <h3>{say("story")}</h3>
      <StoryLine story={story} />
      <MessageFacts message={message} />
    </article>
  );
}

const ends: readonly Status[] = ["delivered", "undelivered", "expired"];

/** Statuses that a person can give a message by hand. */
export function Deeds({ message }: { readonly message: Message }) {
  const { remote, place, say } = useWorld();
  const { busy, error, run } = useDeed();
  const held = message.status === "held";
  if (isFinal(message.status)) return null;
  return (
    <div class="deeds">
      {held && (
        <>
          <button
            type="button"
            disabled={busy}
            onClick={() => run(() => release(remote, place.sandbox, message.place, true))}
          >
            {say("release")}
          </button>
          <button
            type="button"
            disabled={busy}
            onClick={() => run(() => release(remote, place.sandbox, message.place, false))}
          >
            {say("refuse")}
          </button>
        </>
      )}
      {!held &&
        ends.map((status) => (
          <button
            key={status}
            type="button"
            class="small"
            disabled={busy}
            onClick={() => run(() => report(remote, place.sandbox, message.place, status))}
          >
            {say("make-it", { status: say(`status-${status}`) })}
          </button>
        ))}
      {isPending(message.status) && message.scheduledFor !== null && (
        <small>{say("scheduled-for", { when: dateTime(message.scheduledFor) })}</small>
      )}
      <Trouble error={error} />
    </div>
  );
}
