import { canGsm } from "../../../core/gsm.ts";
import { describe } from "../../../core/text.ts";
import { byMessage } from "../message-violation.ts";
import { type ConductRule, shownText } from "../rule.ts";

export const ucs2WithoutNeed: ConductRule = {
  id: "TC701",
  find({ messages }) {
    const violations = messages.flatMap((message) => {
      const { text, encoding, parts } = message;
      // The parts of a segment are those of the whole text.
      if (encoding !== "ucs2" || message.fields["segment"] !== undefined || !canGsm(text)) return [];
      const least = describe(text, "gsm").parts;
      if (least >= parts) return [];
      return [
        {
          ...byMessage(message, parts - least),
          text: `${shownText(text)} took ${parts} parts as UCS-2, and fits ${least}`,
        },
      ];
    });
    return { assessed: messages.length, violations };
  },
};
