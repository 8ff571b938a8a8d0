/** Codes of findings about requests that are right: a text in UTF-8 is one. */
const notes: ReadonlySet<string> = new Set(["utf-8"]);

/** True if a finding is about something that a client should change. */
export function isWarning({ code }: { readonly code: string }): boolean {
  return !notes.has(code);
}
