import { type Bilingual, sentencesOf } from "../../../core/sentences.ts";
import { byMessage } from "../message-violation.ts";
import type { ConductRule } from "../rule.ts";

export const accentsLost: ConductRule = {
  id: "TC702",
  find({ messages, words }) {
    const violations = messages.flatMap((message) => {
      const what = lossIn(message.text);
      return what === null
        ? []
        : [{ ...byMessage(message, 0), text: say("loss", { text: words.text(message.text), what }) }];
    });
    return { assessed: messages.length, violations };
  },
};

/**
 * Octets of UTF-8 in ISO 8859-1 or Windows-1252. A quote, a dash or a blank may follow a word in capitals that ends in Ã.
 */
const misread =
  /Ã(?:[\u0080-\u009f\u00a1-\u00ba\u00bc-\u00bf\u0160-\u0192\u2020\u2021\u2030\u20ac\u2122]|[\u201c\u201d\u2022]\p{L})|(?<!\p{L})Ã\u00a0|Â[\u00a0-\u00bf]/u;

function lossIn(text: string): Bilingual | null {
  if (text.includes("\ufffd")) return say("replaced");
  if (misread.test(text)) return say("misread");
  // An address has question marks of its own.
  const words = text.split(/\s+/).filter((word) => !/[/=&@:]|\.\p{L}/u.test(word));
  return words.some((word) => /\p{L}\?+\p{Ll}/u.test(word)) ? say("question") : null;
}

const say = sentencesOf({
  loss: {
    en: "{text} has {what}",
    pt: "{text} tem {what}",
  },
  replaced: {
    en: "U+FFFD in the place of a character",
    pt: "U+FFFD no lugar de um caractere",
  },
  misread: {
    en: "UTF-8 that was read as another charset",
    pt: "UTF-8 lido em outra codificação",
  },
  question: {
    en: "a question mark between letters",
    pt: "um ponto de interrogação entre letras",
  },
});
