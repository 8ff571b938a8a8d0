import { canGsm } from "../../../core/gsm.ts";
import { sentencesOf } from "../../../core/sentences.ts";
import { describe } from "../../../core/text.ts";
import { byMessage } from "../message-violation.ts";
import type { ConductRule } from "../rule.ts";

export const ucs2WithoutNeed: ConductRule = {
  id: "TC701",
  find({ messages, words }) {
    const violations = messages.flatMap((message) => {
      const { text, encoding, parts } = message;
      // The parts of a segment are those of the whole text.
      if (encoding !== "ucs2" || message.fields["segment"] !== undefined || !canGsm(text)) return [];
      const least = describe(text, "gsm").parts;
      if (least >= parts) return [];
      return [
        {
          ...byMessage(message, parts - least),
          text: say("fits", { text: words.text(text), parts, least }),
        },
      ];
    });
    return { assessed: messages.length, violations };
  },
};

const say = sentencesOf({
  fits: {
    en: "{text} took {parts} parts as UCS-2, and fits {least}",
    pt: "{text} ocupou {parts} partes em UCS-2, e cabe em {least}",
  },
});
