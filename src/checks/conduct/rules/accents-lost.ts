import { byMessage } from "../message-violation.ts";
import { type Rule, shownText } from "../rule.ts";

export const accentsLost: Rule = {
  id: "TC702",
  find({ messages }) {
    const violations = messages.flatMap((message) => {
      const what = lossIn(message.text);
      return what === null ? [] : [{ ...byMessage(message, 0), text: `${shownText(message.text)} has ${what}` }];
    });
    return { assessed: messages.length, violations };
  },
};

function lossIn(text: string): string | null {
  if (text.includes("\ufffd")) return "U+FFFD in the place of a character";
  if (/Ã[\u0080-\u00bf\u0160-\u2122]|Â[\u00a0-\u00bf]/.test(text)) return "UTF-8 that was read as another charset";
  // An address has question marks of its own.
  const words = text.split(/\s+/).filter((word) => !/[/=&@:]|\.\p{L}/u.test(word));
  return words.some((word) => /\p{L}\?+\p{L}/u.test(word)) ? "a question mark between letters" : null;
}
