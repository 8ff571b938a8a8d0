import { describe } from "../../../core/text.ts";
import { byMessage } from "../message-violation.ts";
import { type ConductRule, shownText } from "../rule.ts";

export const oneCharacterForcesUcs2: ConductRule = {
  id: "TC704",
  find({ messages }) {
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
          text: `${shownText(text)}: ${character} alone makes ${parts} parts of ${least}`,
        },
      ];
    });
    return { assessed: judged.length, violations };
  },
};
