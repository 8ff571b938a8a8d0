import type { JournalMessage } from "./journal.ts";
import type { Violation } from "./rule.ts";

/** Place, account and time of a violation by a message. @param parts that it cost too much */
export function byMessage(
  { account, acceptedAt: at, request, seq, debits, parts: all }: JournalMessage,
  parts: number,
): Pick<Violation, "account" | "at" | "requests" | "messages" | "credits"> {
  const paid = debits.reduce((sum, { amount }) => sum + amount, 0);
  return { account, at, requests: [request], messages: [seq], credits: all === 0 ? 0 : (paid / all) * parts };
}
