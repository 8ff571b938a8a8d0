import { sentencesOf } from "../../../core/sentences.ts";
import { describe } from "../../../core/text.ts";
import { byMessage } from "../message-violation.ts";
import type { ConductRule } from "../rule.ts";

export const singleCharacterForcesUcs2: ConductRule = {
  id: "TC704",
  find({ messages, words }) {
    const judged = messages.filter(({ encoding, fields }) => encoding === "ucs2" && fields["segment"] === undefined);
    const violations = judged.flatMap((message) => {
      const { text, parts } = message;
      const { blame } = describe(text, "ucs2");
      const [character] = blame;
      if (character === undefined || blame.length > 1) return [];
      const least = describe(text.replaceAll(character, "-")).parts;
      if (least >= parts) return [];
      return [
        {
          ...byMessage(message, parts - least),
          text: say("alone", { text: words.text(text), character, parts, least }),
        },
      ];
    });
    return { assessed: judged.length, violations };
  },
};

const say = sentencesOf({
  alone: {
    en: "{text}: {character} alone makes {parts} parts of {least}",
    pt: "{text}: só {character} faz {parts} partes de {least}",
  },
});
