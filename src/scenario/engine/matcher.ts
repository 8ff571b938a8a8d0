// A text matcher as the engine sees it. Regular expressions are compiled outside the engine, by a library whose time is
// linear.

/** Tells whether a text fits what a scenario file asks for. */
export interface ValueMatcher {
  /** As the file has it, for sentences: `55119*`, `/PIN \d{4}/`. */
  readonly source: string;
  /** The only texts it matches, when they can be listed. */
  readonly literals?: readonly string[];
  /** Common beginning of the texts that it matches, when known and not empty. */
  readonly prefix?: string;
  test(text: string): boolean;
}

/** Matches this very text and nothing else. */
export function literal(text: string): ValueMatcher {
  return { source: text, literals: [text], test: (other) => other === text };
}

/** Holds where any of these holds; one matcher stays itself. */
export function anyOf(matchers: readonly ValueMatcher[]): ValueMatcher {
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
