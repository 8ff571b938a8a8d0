import type { SubmittedPdu } from "../pdu.ts";
import { byRequests, type ConductRule } from "../rule.ts";

export const cutInsideCharacter: ConductRule = {
  id: "TC612",
  find({ requests }) {
    const segments = requests.filter(({ pdu }) => pdu?.isSegment === true);
    const violations = segments.flatMap((request) => {
      const what = request.pdu === null ? null : cutIn(request.pdu);
      return what === null
        ? []
        : [{ ...byRequests([request]), text: `request ${request.seq} ends or begins inside ${what}` }];
    });
    return { assessed: segments.length, violations };
  },
};

/** The character that a segment cuts; null: it cuts none. */
function cutIn({ dataCoding, octets }: SubmittedPdu): string | null {
  if (octets.length === 0) return null;
  if (dataCoding === 8) {
    if (octets.length < 2 || octets.length % 2 === 1) return null;
    const [first, last] = [octets.readUInt16BE(0), octets.readUInt16BE(octets.length - 2)];
    return (first & 0xfc00) === 0xdc00 || (last & 0xfc00) === 0xd800 ? "a surrogate pair" : null;
  }
  if (dataCoding !== 0) return null;
  if (octets.at(-1) === 0x1b) return "an escape of two septets";
  const first = octets[0] ?? 0;
  return (first & 0xc0) === 0x80 ? "a UTF-8 character" : null;
}
