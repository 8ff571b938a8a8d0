// Links in the text of an SMS: addresses with http or https, and the bare ones that a phone makes into links.

/** A part of a text. */
export interface TextPart {
  readonly at: number;
  readonly text: string;
}

/** Links of a text at most. */
const maxLinks = 20;

/** Endings of a host that stand alone as a link. */
const endings = "com|br|net|org|gov|io|app|dev|link|info|site|online|shop|store";
/** Endings that are words or abbreviations too: such a link has a path. */
const shortEndings = "ly|gl|me|co|to|us|la|be|cc|tv|ai|sh|vc|pt|eu|gd|id|is|page|bank|club|digital|live|xyz|mobi|biz";

const rest = `[^\\s<>"]{0,2000}`;
const host = "(?:[a-z0-9-]{1,63}\\.){1,5}";
const address = new RegExp(
  `(?<![\\w@.-])(?:https?://[^\\s<>"]{1,2000}` +
    `|${host}(?:(?:${endings})(?![\\w-])(?!\\.\\w)(?::\\d{2,5})?(?:[/?#]${rest})?|(?:${shortEndings})/${rest}))`,
  "gi",
);

/** Returns the links of a text with their places, without the punctuation behind them. */
export function linkParts(text: string): TextPart[] {
  if (!text.includes(".") && !text.includes("://")) return [];
  const parts: TextPart[] = [];
  for (const { 0: match, index: at } of text.matchAll(address)) {
    const link = withoutPunctuation(match);
    if (isLink(link)) parts.push({ at, text: link });
    if (parts.length === maxLinks) break;
  }
  return parts;
}

/** Links of a text as it has them, each once. */
export function linksIn(text: string): readonly string[] {
  return [...new Set(linkParts(text).map((part) => part.text))];
}

/** Leaves out full stops, quotes and closing brackets that belong to the sentence. */
function withoutPunctuation(match: string): string {
  let end = match.length;
  for (; end > 0; end--) {
    const last = match.charAt(end - 1);
    const opening = last === ")" ? "(" : last === "]" ? "[" : "";
    if (opening === "" ? !".,;:!?'’”»…*".includes(last) : match.lastIndexOf(opening, end - 1) !== -1) break;
  }
  return match.slice(0, end);
}

/** True of an address; false of two sentences without a blank between them, such as `aprovado.Com`. */
function isLink(link: string): boolean {
  if (/^https?:\/\//i.test(link)) return link.length > link.indexOf("//") + 2;
  const name = link.split(/[/?#:]/, 1)[0] ?? "";
  return name === name.toLowerCase() || name === name.toUpperCase();
}
