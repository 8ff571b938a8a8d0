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
  /** What unfolds below. */
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
  const { say, place } = world;
  const { message, call } = story;
  const moments: Moment[] = [];
  if (call !== null) {
    moments.push({
      at: call.at,
      rank: 0,
      tone: call.findings.length > 0 ? "warn" : "going",
      title: (
        <>
          <b>{say("story-call", { operation: call.operation, channel: channelWord(call.channel, say) })}</b>{" "}
          <span>{say("story-answered", { code: call.code })}</span> <small>{decidedWords(call.decidedBy, world)}</small>
        </>
      ),
      more: (
        <>
          <CallBody call={call} message={message} />
          <a href={hashOf({ ...place, view: "calls", item: String(call.place), filters: {} })}>
            {say("call-number", { number: call.place })}
          </a>
        </>
      ),
    });
  }
  for (const step of story.steps) {
    const points = evidence(whereOfStatus(step.status));
    moments.push({
      at: step.at,
      rank: 1,
      tone: tones[step.status],
      title: (
        <>
          <StatusChip status={step.status} word={step.word} /> <small>{byWords(step.by, say)}</small>
        </>
      ),
      ...(points.length === 0 ? {} : { more: <Evidence points={points} /> }),
    });
  }
  for (const callback of story.callbacks) {
    const what =
      callback.about === "report"
        ? say("story-report", { status: statusWord(callback.status, say) })
        : say("story-inbound-told");
    const link = hashOf({ ...place, view: "callbacks", item: String(callback.place), filters: {} });
    for (const attempt of callback.attempts) {
      moments.push({
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
            <a href={link}>{say("callback-number", { number: callback.place })}</a>
          </>
        ),
      });
    }
    if (callback.state === "waiting")
      moments.push({
        at: callback.at,
        rank: 4,
        tone: "coming",
        title: (
          <>
            {what} <CallbackState callback={callback} />{" "}
            <a href={link}>{say("callback-number", { number: callback.place })}</a> <ComeTo at={callback.at} />
          </>
        ),
      });
  }
  for (const inbound of story.inbounds) {
    moments.push({
      at: inbound.receivedAt,
      rank: 2,
      tone: "mobile",
      title: (
        <>
          <b>{say("story-reply")}</b> <bdi class="said">{inbound.text}</bdi>
        </>
      ),
    });
  }
  const begins = message.scheduledFor ?? message.acceptedAt;
  for (const coming of message.life) {
    moments.push({
      at: begins + coming.after,
      rank: 5,
      tone: "coming",
      title: (
        <>
          <StatusChip status={coming.status} /> <small>{say("still-to-come", { span: span(coming.after) })}</small>{" "}
          <ComeTo at={begins + coming.after} />
        </>
      ),
    });
  }
  return moments;
}

const makers = ["life", "scenario", "control", "client"] as const;

function byWords(by: string, say: Say): string {
  const known = makers.find((one) => one === by);
  return known === undefined ? by : say(`by-${known}`);
}
