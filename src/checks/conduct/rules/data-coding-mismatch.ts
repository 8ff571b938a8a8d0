import { sentencesOf } from "../../../core/sentences.ts";
import { byFindings, byRequests, type ConductRule } from "../rule.ts";

const codes = ["high-octet", "high-octet-utf8", "packed-septets", "ucs2-little", "ucs2-little-mark", "ucs2-mark"];

export const dataCodingMismatch: ConductRule = {
  id: "TC609",
  find({ requests }) {
    const judged = requests.filter(({ pdu }) => pdu !== null);
    const isOdd = ({ pdu }: (typeof judged)[number]): boolean => pdu?.dataCoding === 8 && pdu.octets.length % 2 === 1;
    const odd = judged.filter(isOdd).map((request) => ({
      ...byRequests([request]),
      text: say("odd", { request: request.seq }),
    }));
    return { assessed: judged.length, violations: [...byFindings(judged, ...codes), ...odd] };
  },
};

const say = sentencesOf({
  odd: {
    en: "request {request}: data_coding 0x08 with an odd number of octets",
    pt: "requisição {request}: data_coding 0x08 com um número ímpar de octetos",
  },
});
