// Describes conditions on sessions, segments and sequence numbers, and why they do not hold.

import type { RequestFacts } from "../../core/request-facts.ts";
import { type Bilingual, either, listed, sentencesOf } from "../../core/sentences.ts";
import type { NumberRange } from "./ranges.ts";
import type { When } from "./scenario.ts";
import {
  type SegmentMatch,
  type SessionCount,
  type SessionMatch,
  sessionCounts,
  sessionDurations,
  sessionThatFails,
} from "./session-match.ts";
import { durationWords, valueWords } from "./words.ts";

const say = sentencesOf({
  sequence: { en: "with a sequence_number that is {word}", pt: "com sequence_number {word}" },
  reused: { en: "reused", pt: "repetido" },
  "out-of-range": { en: "out of range", pt: "fora da faixa" },
  segment: { en: "for a segment with {what}", pt: "para um segmento com {what}" },
  number: { en: "number {range}", pt: "número {range}" },
  total: { en: "total {range}", pt: "total {range}" },
  bind: { en: "bind {kinds}", pt: "bind {kinds}" },
  bound: { en: "{count} bound session", pt: "{count} sessão aberta" },
  "many-bound": { en: "{count} bound sessions", pt: "{count} sessões abertas" },
  submissions: { en: "{count} submission", pt: "{count} envio" },
  "many-submissions": { en: "{count} submissions", pt: "{count} envios" },
  outstanding: { en: "{count} unanswered request", pt: "{count} requisição sem resposta" },
  "many-outstanding": { en: "{count} unanswered requests", pt: "{count} requisições sem resposta" },
  age: { en: "an age {time}", pt: "idade {time}" },
  idle: { en: "an idle time {time}", pt: "tempo ocioso {time}" },
  exactly: { en: "of {time}", pt: "de {time}" },
  "at-least": { en: "of at least {from}", pt: "de pelo menos {from}" },
  under: { en: "under {until}", pt: "menor que {until}" },
  within: { en: "from {from} to {until}", pt: "de {from} a {until}" },
  session: { en: "in a session with {what}", pt: "em uma sessão com {what}" },
  "session-event": { en: "with {what}", pt: "com {what}" },
  "no-session": { en: "there is no session", pt: "não há sessão" },
  "session-differs": {
    en: "the session has {found}, the rule asks for {wanted}",
    pt: "a sessão tem {found}, a regra pede {wanted}",
  },
  "no-segment": { en: "it is no segment", pt: "não é um segmento" },
  "segment-differs": {
    en: "it is segment {number} of {total}, the rule asks for {wanted}",
    pt: "é o segmento {number} de {total}, a regra pede {wanted}",
  },
  "sequence-differs": { en: "sequence_number is not {word}", pt: "sequence_number não é {word}" },
});

/** `for a segment with number 2 in a session with at least 2 bound sessions`. */
export function smppWords({ event, sequence, segment, session }: When): Bilingual[] {
  return [
    ...(sequence === undefined ? [] : [say("sequence", { word: either(sequence.map((word) => say(word))) })]),
    ...(segment === undefined ? [] : [say("segment", { what: segmentWords(segment) })]),
    ...(session === undefined ? [] : sessionCondition(event, session)),
  ];
}

/** The event idle names its time by itself. */
function sessionCondition(event: When["event"], { idle, ...others }: SessionMatch): Bilingual[] {
  const wanted = event === "idle" || idle === undefined ? others : { ...others, idle };
  if (Object.keys(wanted).length === 0) return [];
  return [say(event === undefined ? "session" : "session-event", { what: sessionWords(wanted) })];
}

/** Why a condition does not hold. */
export function smppFailure(
  key: "sequence" | "segment" | "session",
  when: When,
  { session, segment }: RequestFacts,
): Bilingual {
  if (key === "sequence")
    return say("sequence-differs", { word: either((when.sequence ?? []).map((word) => say(word))) });
  if (key === "segment") {
    return segment === undefined
      ? say("no-segment")
      : say("segment-differs", { ...segment, wanted: segmentWords(when.segment ?? {}) });
  }
  const failed = session === undefined ? null : sessionThatFails(when.session ?? {}, session);
  if (failed === null) return say("no-session");
  const { key: part, actual } = failed;
  const wanted = sessionWords(part === "bind" ? { bind: failed.wanted } : { [part]: failed.wanted });
  if (part === "bind") return say("session-differs", { found: say("bind", { kinds: actual }), wanted });
  const isTime = part === "age" || part === "idle";
  const found = isTime
    ? say(part, { time: say("exactly", { time: durationWords(Number(actual)) }) })
    : countWords(part, `${actual}`);
  return say("session-differs", { found, wanted });
}

function sessionWords({ bind, ...ranges }: SessionMatch): Bilingual {
  const first = bind === undefined ? [] : [say("bind", { kinds: either(bind) })];
  const counts = sessionCounts.flatMap((key) =>
    ranges[key] === undefined ? [] : [countWords(key, ranges[key].source)],
  );
  const times = sessionDurations.flatMap((key) =>
    ranges[key] === undefined ? [] : [say(key, { time: timeRangeWords(ranges[key]) })],
  );
  return listed([...first, ...counts, ...times]);
}

/** `at least 2 bound sessions`. */
function countWords(key: SessionCount, source: string): Bilingual {
  const count = valueWords(source);
  return source === "1" ? say(key, { count }) : say(`many-${key}`, { count });
}

/** `from 60s to 5m`; the upper end is excluded. */
function timeRangeWords({ from, before }: NumberRange): Bilingual {
  const until = durationWords(before);
  if (from === 0) return say("under", { until });
  if (before === Number.POSITIVE_INFINITY) return say("at-least", { from: durationWords(from) });
  return say("within", { from: durationWords(from), until });
}

function segmentWords({ number, total }: SegmentMatch): Bilingual {
  return listed([
    ...(number === undefined ? [] : [say("number", { range: valueWords(number.source) })]),
    ...(total === undefined ? [] : [say("total", { range: valueWords(total.source) })]),
  ]);
}
