// Describes conditions on sessions, segments and sequence numbers, and why they do not hold.

import type { RequestFacts } from "../../core/request-facts.ts";
import { type Bilingual, either, listed, sentencesOf } from "../../core/sentences.ts";
import type { When } from "./scenario.ts";
import { type SegmentMatch, type SessionMatch, sessionRanges, sessionThatFails } from "./session-match.ts";
import { durationWords } from "./words.ts";

const say = sentencesOf({
  sequence: { en: "with a sequence_number that is {word}", pt: "com sequence_number {word}" },
  reused: { en: "reused", pt: "repetido" },
  "out-of-range": { en: "out of range", pt: "fora da faixa" },
  segment: { en: "for a segment with {what}", pt: "para um segmento com {what}" },
  number: { en: "number {range}", pt: "número {range}" },
  total: { en: "total {range}", pt: "total {range}" },
  bind: { en: "bind {range}", pt: "bind {range}" },
  bound: { en: "bound sessions {range}", pt: "sessões abertas {range}" },
  submissions: { en: "submissions {range}", pt: "envios {range}" },
  outstanding: { en: "unanswered requests {range}", pt: "requisições sem resposta {range}" },
  age: { en: "age {range}", pt: "idade {range}" },
  idle: { en: "idle time {range}", pt: "tempo ocioso {range}" },
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

/** `for a segment with number 2 in a session with bound 2..`. */
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
  const { key: part, actual: found, wanted } = failed;
  const range = part === "age" || part === "idle" ? durationWords(Number(found)) : found;
  return say("session-differs", { found: say(part, { range }), wanted });
}

function sessionWords({ bind, ...ranges }: SessionMatch): Bilingual {
  const first = bind === undefined ? [] : [say("bind", { range: either(bind) })];
  const rest = sessionRanges.flatMap((key) =>
    ranges[key] === undefined ? [] : [say(key, { range: ranges[key].source })],
  );
  return listed([...first, ...rest]);
}

function segmentWords({ number, total }: SegmentMatch): Bilingual {
  return listed([
    ...(number === undefined ? [] : [say("number", { range: number.source })]),
    ...(total === undefined ? [] : [say("total", { range: total.source })]),
  ]);
}
