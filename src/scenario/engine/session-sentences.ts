// Describes conditions on sessions, segments and sequence numbers, and why they do not hold.

import type { RequestFacts } from "../../core/request-facts.ts";
import { type Bilingual, either, joined, listed, sentencesOf } from "../../core/sentences.ts";
import { type SegmentMatch, type SessionMatch, sessionRanges, sessionThatFails } from "./session-match.ts";
import type { When } from "./shape.ts";

const say = sentencesOf({
  sequence: { en: "with a sequence_number that is {word}", pt: "com sequence_number {word}" },
  reused: { en: "reused", pt: "repetido" },
  "out-of-range": { en: "out of range", pt: "fora da faixa" },
  segment: { en: "for a segment with {what}", pt: "para um segmento com {what}" },
  session: { en: "in a session with {what}", pt: "em uma sessão com {what}" },
  "no-session": { en: "there is no session", pt: "não há sessão" },
  "session-differs": {
    en: "{key} of the session is {found}, the rule asks for {wanted}",
    pt: "{key} da sessão é {found}, a regra pede {wanted}",
  },
  "no-segment": { en: "it is no segment", pt: "não é um segmento" },
  "segment-differs": {
    en: "it is segment {number} of {total}, the rule asks for {wanted}",
    pt: "é o segmento {number} de {total}, a regra pede {wanted}",
  },
  "sequence-differs": { en: "sequence_number is not {word}", pt: "sequence_number não é {word}" },
});

/** `for a segment with number 2 in a session with bound 2..`. */
export function smppWords({ sequence, segment, session }: When): Bilingual[] {
  return [
    ...(sequence === undefined ? [] : [say("sequence", { word: either(sequence.map((word) => say(word))) })]),
    ...(segment === undefined ? [] : [say("segment", { what: segmentWords(segment) })]),
    ...(session === undefined ? [] : [say("session", { what: sessionWords(session) })]),
  ];
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
  return failed === null ? say("no-session") : say("session-differs", failed);
}

function sessionWords({ bind, ...ranges }: SessionMatch): Bilingual {
  const first = bind === undefined ? [] : [joined(["bind", either(bind)])];
  const rest = sessionRanges.flatMap((key) => (ranges[key] === undefined ? [] : [`${key} ${ranges[key].source}`]));
  return listed([...first, ...rest]);
}

function segmentWords({ number, total }: SegmentMatch): Bilingual {
  return listed([
    ...(number === undefined ? [] : [`number ${number.source}`]),
    ...(total === undefined ? [] : [`total ${total.source}`]),
  ]);
}
