import { type Bilingual, sentencesOf } from "../../../core/sentences.ts";
import type { SubmittedPdu } from "../pdu.ts";
import { byRequests, type ConductRule } from "../rule.ts";

export const cutInsideCharacter: ConductRule = {
  id: "TC612",
  find({ requests }) {
    const segments = requests.filter(({ pdu }) => pdu?.isSegment === true);
    const violations = segments.flatMap((request) => {
      const what = request.pdu === null ? null : cutIn(request.pdu);
      return what === null ? [] : [{ ...byRequests([request]), text: say("cut", { request: request.seq, what }) }];
    });
    return { assessed: segments.length, violations };
  },
};

/** The character that a segment cuts; null: it cuts none. */
function cutIn({ dataCoding, octets }: SubmittedPdu): Bilingual | null {
  if (octets.length === 0) return null;
  if (dataCoding === 8) {
    if (octets.length < 2 || octets.length % 2 === 1) return null;
    const [first, last] = [octets.readUInt16BE(0), octets.readUInt16BE(octets.length - 2)];
    return (first & 0xfc00) === 0xdc00 || (last & 0xfc00) === 0xd800 ? say("surrogates") : null;
  }
  if (dataCoding !== 0) return null;
  if (octets.at(-1) === 0x1b) return say("escape");
  const first = octets[0] ?? 0;
  return (first & 0xc0) === 0x80 ? say("utf8") : null;
}

const say = sentencesOf({
  cut: {
    en: "request {request} ends or begins inside {what}",
    pt: "a requisição {request} termina ou começa dentro de {what}",
  },
  surrogates: {
    en: "a surrogate pair",
    pt: "um par substituto",
  },
  escape: {
    en: "an escape of two septets",
    pt: "um escape de dois septetos",
  },
  utf8: {
    en: "a UTF-8 character",
    pt: "um caractere UTF-8",
  },
});
