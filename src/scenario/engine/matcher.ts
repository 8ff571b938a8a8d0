// A text matcher as core sees it: it can be asked, it says how it was written, and it tells the rule index which texts
// it can match at all. Regular expressions are compiled outside core, by an engine whose time is linear.

/** Tells whether a text fits what a scenario file asks for. */
export interface Matcher {
  /** As the file has it, for sentences: `55119*`, `/PIN \d{4}/`. */
  readonly source: string;
  /** The only texts it matches, when they can be listed. */
  readonly literals?: readonly string[];
  /** What each text that it matches begins with, when that is known and not empty. */
  readonly prefix?: string;
  /** What `lowered` of each text that it matches contains: ASCII, at least three characters. */
  readonly needle?: string;
  test(text: string): boolean;
}

/**
 * A text in small letters, as case folding sees it for ASCII letters: the long s folds to an s, but is small already. A
 * thousand rules ask for the same text, so the last one is remembered.
 */
export function lowered(text: string): string {
  if (text !== lastText) {
    lastText = text;
    lastLowered = text.toLowerCase().replaceAll("\u017f", "s");
  }
  return lastLowered;
}
let lastText = "";
let lastLowered = "";

/** The needle of a part that every matching text contains, or nothing when it is too short or beyond ASCII. */
export function needleOf(part: string): { readonly needle?: string } {
  return /^[ -~]{3,}$/.test(part) ? { needle: part.toLowerCase() } : {};
}

/** Matches this very text and nothing else. */
export function literal(text: string): Matcher {
  return { source: text, literals: [text], test: (other) => other === text };
}

/** Holds where any of these holds; one matcher stays itself. */
export function anyOf(matchers: readonly Matcher[]): Matcher {
  const [only] = matchers;
  if (only !== undefined && matchers.length === 1) return only;
  const literals: string[] = [];
  let listed = true;
  for (const matcher of matchers) {
    if (matcher.literals === undefined) listed = false;
    else literals.push(...matcher.literals);
  }
  return {
    source: matchers.map((matcher) => matcher.source).join(" or "),
    ...(listed ? { literals } : {}),
    test: (text) => matchers.some((matcher) => matcher.test(text)),
  };
}
