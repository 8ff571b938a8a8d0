import { byMessage } from "../message-violation.ts";
import { type ConductRule, shownText } from "../rule.ts";

export const accentsLost: ConductRule = {
  id: "TC702",
  find({ messages }) {
    const violations = messages.flatMap((message) => {
      const what = lossIn(message.text);
      return what === null ? [] : [{ ...byMessage(message, 0), text: `${shownText(message.text)} has ${what}` }];
    });
    return { assessed: messages.length, violations };
  },
};

/**
 * Octets of UTF-8 in ISO 8859-1 or Windows-1252. A quote, a dash or a blank may follow a word in capitals that ends in Ã.
 */
const misread =
  /Ã(?:[\u0080-\u009f\u00a1-\u00ba\u00bc-\u00bf\u0160-\u0192\u2020\u2021\u2030\u20ac\u2122]|[\u201c\u201d\u2022]\p{L})|(?<!\p{L})Ã\u00a0|Â[\u00a0-\u00bf]/u;

function lossIn(text: string): string | null {
  if (text.includes("\ufffd")) return "U+FFFD in the place of a character";
  if (misread.test(text)) return "UTF-8 that was read as another charset";
  // An address has question marks of its own.
  const words = text.split(/\s+/).filter((word) => !/[/=&@:]|\.\p{L}/u.test(word));
  return words.some((word) => /\p{L}\?+\p{Ll}/u.test(word)) ? "a question mark between letters" : null;
}
