import type { DueItemView } from "../../../../api/schema/sandbox.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { StatusChip } from "../../parts/chips.tsx";
import { phone } from "../../parts/number.ts";
import { date, dateTime, durationWords, time } from "../../parts/time.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { hashOf } from "../../route.ts";
import { wordsIn } from "../../words/say.ts";

/** The next so many items are shown. */
const limit = 100;

/** A move of the clock to an instant; absent: the clock moves by itself. */
export type MoveTo = ((at: number) => void) | undefined;

interface Props {
  readonly now: number;
  /** Number of items on the schedule. */
  readonly count: number;
  readonly moveTo: MoveTo;
}

/** Everything that is due, when and why; each item leads to its message, and the clock can be moved to it. */
export function Agenda({ now, count, moveTo }: Props) {
  const { say } = useInbox();
  const { value, error } = useLoaded(
    (remote, sandbox) => remote.call("GET /sandboxes/{sandbox}/clock/agenda", { sandbox, limit }),
    "agenda",
    ["clock", "message", "status", "inbound", "callback", "attempt", "scenario"],
  );
  const items = value ?? [];
  return (
    <section class="card">
      <h2>{say("agenda")}</h2>
      <Trouble error={error} />
      {value !== null && items.length === 0 && <p class="hint">{say("agenda-empty")}</p>}
      <ol class="agenda">
        {items.map((item, index) => (
          <li key={index}>
            <time dateTime={new Date(item.at).toISOString()} title={dateTime(item.at)}>
              {date(item.at) === date(now) ? "" : `${date(item.at)} `}
              {time(item.at)}
              <small>{say("due-in", { duration: durationWords(Math.max(0, item.at - now)) })}</small>
            </time>
            <div>
              <DueLine item={item} />
            </div>
            <MoveHere at={item.at} moveTo={moveTo} />
          </li>
        ))}
      </ol>
      {items.length === limit && count > limit && <p class="hint">{say("and-more", { count: count - limit })}</p>}
    </section>
  );
}

/** A button that moves the clock to an instant. */
export function MoveHere({ at, moveTo }: { readonly at: number; readonly moveTo: MoveTo }) {
  const { say } = useInbox();
  if (moveTo === undefined) return <span />;
  return (
    <button type="button" class="quiet small" title={dateTime(at)} onClick={() => moveTo(at)}>
      {say("advance-here")}
    </button>
  );
}

function DueLine({ item }: { readonly item: DueItemView }) {
  const { place, say, language } = useInbox();
  const { kind, message, inbound, callback, text, why } = item;
  if (kind === "timeline")
    return <span class="due-entry">{why === undefined ? say("due-timeline") : wordsIn(why, language)}</span>;
  if (kind === "timer") return <>{say("due-timer")}</>;
  const to = (view: "messages" | "callbacks" | "phones", of: string | number): string =>
    hashOf({ ...place, view, item: String(of), filters: {} });
  return (
    <>
      <Event item={item} />{" "}
      {message !== undefined && <a href={to("messages", message)}>{say("message-number", { number: message })}</a>}{" "}
      {callback !== undefined && <a href={to("callbacks", callback)}>{say("callback-number", { number: callback })}</a>}{" "}
      {inbound !== undefined && item.phone !== undefined && <a href={to("phones", item.phone)}>{phone(item.phone)}</a>}
      <small class="due-about">
        {inbound === undefined && item.phone !== undefined && `${phone(item.phone)} · `}
        <bdi>{text}</bdi>
      </small>
      {why !== undefined && <small class="due-why">{wordsIn(why, language)}</small>}
    </>
  );
}

/** Kind of an item in words, with its status. */
function Event({ item: { kind, status, isScheduled, attempt = 1 } }: { readonly item: DueItemView }) {
  const { say } = useInbox();
  const chip = status === undefined ? null : <StatusChip status={status} />;
  switch (kind) {
    case "status":
      return isScheduled === true ? (
        <>
          {say("due-scheduled")} {chip}
        </>
      ) : (
        chip
      );
    case "expiry":
      return (
        <>
          {say("due-expiry")} {chip}
        </>
      );
    case "callback":
      return (
        <>
          {attempt > 1 ? say("due-retry", { number: attempt }) : say("due-callback")} {chip}
        </>
      );
    case "alert":
      return <code>alert_notification</code>;
    default:
      return <>{say("due-reply")}</>;
  }
}
