import type { ComponentChildren } from "preact";
import type { MessageHistory } from "../../../../api/schema/callback.ts";
import { type InboxState, useInbox } from "../../inbox.ts";
import { channelWord } from "../../parts/channel.ts";
import { StatusChip, statusWord, tones } from "../../parts/chips.tsx";
import { decidedWords } from "../../parts/decided.ts";
import { Evidence, useEvidence } from "../../parts/evidence.tsx";
import { date, dateTime, durationWords, time } from "../../parts/time.ts";
import { isWarning } from "../../parts/warning.ts";
import { type Point, whereOfCallback, whereOfStatus } from "../../remote/coverage.ts";
import { hashOf } from "../../route.ts";
import type { Say } from "../../words/say.ts";
import { AttemptBody } from "../callbacks/attempt-body.tsx";
import { AttemptLine, attemptTone, CallbackState } from "../callbacks/attempt-line.tsx";
import { RequestBody } from "../requests/request-body.tsx";
import { AdvanceTo } from "./advance-to.tsx";

interface Moment {
  readonly at: number;
  /** Orders what happens at one instant. */
  readonly rank: number;
  readonly tone: string;
  readonly title: ComponentChildren;
  /** Content of the unfolded part. */
  readonly more?: ComponentChildren;
}

/** From the request to the answer, each status, each attempt at a callback, each reply, and what is still to come. */
export function HistoryLine({ history }: { readonly history: MessageHistory }) {
  const inbox = useInbox();
  const evidence = useEvidence(history.message.provider);
  const moments = momentsOf(history, inbox, evidence).toSorted((a, b) => a.at - b.at || a.rank - b.rank);
  let day = "";
  return (
    <ol class="history">
      {moments.map((moment, index) => {
        const today = date(moment.at);
        const first = today !== day;
        day = today;
        return (
          <li key={`${moment.at} ${moment.rank} ${index}`} class={moment.tone}>
            <time dateTime={new Date(moment.at).toISOString()} title={dateTime(moment.at)}>
              {first && index > 0 && <small>{today}</small>}
              {time(moment.at)}
            </time>
            {moment.more === undefined ? (
              <div class="moment">{moment.title}</div>
            ) : (
              <details class="moment">
                <summary>{moment.title}</summary>
                {moment.more}
              </details>
            )}
          </li>
        );
      })}
    </ol>
  );
}

type EvidenceAt = (where: readonly string[]) => readonly Point[];

function momentsOf(history: MessageHistory, inbox: InboxState, evidence: EvidenceAt): Moment[] {
  return [
    ...momentsOfRequest(history, inbox),
    ...history.steps.map((step) => momentOfStatus(step, inbox, evidence)),
    ...history.callbacks.flatMap((callback) => momentsOfCallback(callback, inbox, evidence)),
    ...history.inbound.map((inbound) => momentOfReply(inbound, inbox)),
    ...momentsToCome(history, inbox),
  ];
}

/** The request that brought the message, with its answer; none when retention has removed it. */
function momentsOfRequest({ request, message }: MessageHistory, inbox: InboxState): Moment[] {
  if (request === null) return [];
  const { say, place } = inbox;
  const title = (
    <>
      <b>{say("history-request", { operation: request.operation, channel: channelWord(request.channel, say) })}</b>{" "}
      <span>{say("history-answered", { code: request.code })}</span> <small>{decidedWords(request, inbox)}</small>
    </>
  );
  const more = (
    <>
      <RequestBody request={request} message={message} />
      <a href={hashOf({ ...place, view: "requests", item: String(request.seq), filters: {} })}>
        {say("request-number", { number: request.seq })}
      </a>
    </>
  );
  return [{ at: request.at, rank: 0, tone: request.findings.some(isWarning) ? "warn" : "going", title, more }];
}

function momentOfStatus(step: MessageHistory["steps"][number], { say }: InboxState, evidence: EvidenceAt): Moment {
  const points = evidence(whereOfStatus(step.status));
  const title = (
    <>
      <StatusChip status={step.status} word={step.word} /> <small>{byWords(step.by, say)}</small>
    </>
  );
  const more = points.length === 0 ? {} : { more: <Evidence points={points} /> };
  return { at: step.at, rank: 1, tone: tones[step.status], title, ...more };
}

/** Each attempt of a callback, and the next one while it waits. */
function momentsOfCallback(
  callback: MessageHistory["callbacks"][number],
  inbox: InboxState,
  evidence: EvidenceAt,
): Moment[] {
  const { say, place } = inbox;
  const what =
    callback.about === "report"
      ? say("history-report", { status: statusWord(callback.status ?? "", say) })
      : say("history-inbound-callback");
  const href = hashOf({ ...place, view: "callbacks", item: String(callback.seq), filters: {} });
  const link = <a href={href}>{say("callback-number", { number: callback.seq })}</a>;
  const moments = callback.attempts.map(
    (attempt): Moment => ({
      at: attempt.at,
      rank: 3,
      tone: attemptTone(attempt, callback.by),
      title: (
        <>
          <b>{what}</b> <AttemptLine attempt={attempt} by={callback.by} />
        </>
      ),
      more: (
        <>
          <AttemptBody attempt={attempt} points={evidence(whereOfCallback(callback, attempt.number > 1))} />
          {link}
        </>
      ),
    }),
  );
  if (callback.state !== "waiting") return moments;
  const title = (
    <>
      {what} <CallbackState callback={callback} /> {link} <AdvanceTo at={callback.at} />
    </>
  );
  return [...moments, { at: callback.at, rank: 4, tone: "coming", title }];
}

function momentOfReply(inbound: MessageHistory["inbound"][number], { say }: InboxState): Moment {
  const title = (
    <>
      <b>{say("history-reply")}</b> <bdi class="said">{inbound.text}</bdi>
    </>
  );
  return { at: inbound.receivedAt, rank: 2, tone: "mobile", title };
}

/** Statuses that the message has still to reach. */
function momentsToCome({ message }: MessageHistory, { say }: InboxState): Moment[] {
  const begins = message.scheduledFor ?? message.acceptedAt;
  return message.life.map((coming) => ({
    at: begins + coming.after,
    rank: 5,
    tone: "coming",
    title: (
      <>
        <StatusChip status={coming.status} />{" "}
        <small>{say("still-to-come", { duration: durationWords(coming.after) })}</small>{" "}
        <AdvanceTo at={begins + coming.after} />
      </>
    ),
  }));
}

const makers = ["life", "scenario", "control", "client"] as const;

function byWords(by: string, say: Say): string {
  const maker = makers.find((candidate) => candidate === by);
  return maker === undefined ? by : say(`by-${maker}`);
}
