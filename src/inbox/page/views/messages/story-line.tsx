import type { ComponentChildren } from "preact";
import { channelWord } from "../../parts/channel.ts";
import { StatusChip, statusWord, tones } from "../../parts/chips.tsx";
import { decidedWords } from "../../parts/decided.ts";
import { Evidence, useEvidence } from "../../parts/evidence.tsx";
import { date, dateTime, span, time } from "../../parts/time.ts";
import { type Point, whereOfCallback, whereOfStatus } from "../../remote/coverage.ts";
import type { Story } from "../../remote/messages.ts";
import { hashOf } from "../../route.ts";
import type { Say } from "../../words/say.ts";
import { useWorld, type World } from "../../world.ts";
import { AttemptBody } from "../callbacks/attempt-body.tsx";
import { AttemptLine, attemptTone, CallbackState } from "../callbacks/attempt-line.tsx";
import { CallBody } from "../calls/call-body.tsx";
import { ComeTo } from "./come-to.tsx";

interface Moment {
  readonly at: number;
  /** Orders what happens at one instant. */
  readonly rank: number;
  readonly tone: string;
  readonly title: ComponentChildren;
  /** Content of the unfolded part. */
  readonly more?: ComponentChildren;
}

/** From the request to the answer, each status, each try at telling the client, each reply, and what is still to come. */
export function StoryLine({ story }: { readonly story: Story }) {
  const world = useWorld();
  const evidence = useEvidence(story.message.provider);
  const moments = momentsOf(story, world, evidence).toSorted((a, b) => a.at - b.at || a.rank - b.rank);
  let day = "";
  return (
    <ol class="story">
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

function momentsOf(story: Story, world: World, evidence: EvidenceAt): Moment[] {
  return [
    ...momentsOfRequest(story, world),
    ...story.steps.map((step) => momentOfStatus(step, world, evidence)),
    ...story.callbacks.flatMap((callback) => momentsOfCallback(callback, world, evidence)),
    ...story.inbounds.map((inbound) => momentOfReply(inbound, world)),
    ...momentsToCome(story, world),
  ];
}

/** The request that brought the message, with its answer; none when retention has removed it. */
function momentsOfRequest({ call, message }: Story, world: World): Moment[] {
  if (call === null) return [];
  const { say, place } = world;
  const title = (
    <>
      <b>{say("story-call", { operation: call.operation, channel: channelWord(call.channel, say) })}</b>{" "}
      <span>{say("story-answered", { code: call.code })}</span> <small>{decidedWords(call.decidedBy, world)}</small>
    </>
  );
  const more = (
    <>
      <CallBody call={call} message={message} />
      <a href={hashOf({ ...place, view: "calls", item: String(call.place), filters: {} })}>
        {say("call-number", { number: call.place })}
      </a>
    </>
  );
  return [{ at: call.at, rank: 0, tone: call.findings.length > 0 ? "warn" : "going", title, more }];
}

function momentOfStatus(step: Story["steps"][number], { say }: World, evidence: EvidenceAt): Moment {
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
function momentsOfCallback(callback: Story["callbacks"][number], world: World, evidence: EvidenceAt): Moment[] {
  const { say, place } = world;
  const what =
    callback.about === "report"
      ? say("story-report", { status: statusWord(callback.status, say) })
      : say("story-inbound-told");
  const href = hashOf({ ...place, view: "callbacks", item: String(callback.place), filters: {} });
  const link = <a href={href}>{say("callback-number", { number: callback.place })}</a>;
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
      {what} <CallbackState callback={callback} /> {link} <ComeTo at={callback.at} />
    </>
  );
  return [...moments, { at: callback.at, rank: 4, tone: "coming", title }];
}

function momentOfReply(inbound: Story["inbounds"][number], { say }: World): Moment {
  const title = (
    <>
      <b>{say("story-reply")}</b> <bdi class="said">{inbound.text}</bdi>
    </>
  );
  return { at: inbound.receivedAt, rank: 2, tone: "mobile", title };
}

/** Statuses that the message has still to reach. */
function momentsToCome({ message }: Story, { say }: World): Moment[] {
  const begins = message.scheduledFor ?? message.acceptedAt;
  return message.life.map((coming) => ({
    at: begins + coming.after,
    rank: 5,
    tone: "coming",
    title: (
      <>
        <StatusChip status={coming.status} /> <small>{say("still-to-come", { span: span(coming.after) })}</small>{" "}
        <ComeTo at={begins + coming.after} />
      </>
    ),
  }));
}

const makers = ["life", "scenario", "control", "client"] as const;

function byWords(by: string, say: Say): string {
  const known = makers.find((one) => one === by);
  return known === undefined ? by : say(`by-${known}`);
}
