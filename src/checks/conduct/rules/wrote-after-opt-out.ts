import type { JournalInbound, Moment } from "../journal.ts";
import { type ConductModel, gap } from "../model.ts";
import { byRequests, creditsOf, type Rule, shownSend } from "../rule.ts";

const optOut = /^\s*(?:sair|parar|stop|cancelar)\b/i;
const polls: ReadonlySet<string> = new Set(["mo", "recv", "inBox"]);

export const wroteAfterOptOut: Rule = {
  id: "TC408",
  find(model, threshold) {
    let assessed = 0;
    const violations = model.inbound.flatMap((inbound) => {
      const known = optOut.test(inbound.text) ? knownAt(model, inbound) : null;
      if (known === null) return [];
      assessed++;
      const later = model.sends.filter(
        ({ account, to, message, request }) =>
          message !== null && account === inbound.account && to === inbound.from && isAfter(request.start, known),
      );
      const [confirmation] = later;
      const isConfirmed =
        confirmation !== undefined && gap(known, confirmation.request.start) <= threshold("confirmWithin");
      const sends = isConfirmed ? later.slice(1) : later;
      const [first] = sends;
      if (first === undefined) return [];
      const text = `${shownSend(first)} after the phone wrote ${inbound.text.trim().slice(0, 20)}`;
      return [{ ...byRequests(sends.map(({ request }) => request)), text, credits: creditsOf(sends) }];
    });
    return { assessed, violations };
  },
};

/** Moment from which the client knows an inbound message; null: the client never got it. */
function knownAt(
  { callbacks, requests }: ConductModel,
  { seq, account, receivedAt, fetched }: JournalInbound,
): Moment | null {
  for (const { about, ref, attempts } of callbacks) {
    const taken =
      about === "inbound" && ref === seq
        ? attempts.find(({ error, status }) => error === "" && status !== null)
        : undefined;
    if (taken === undefined) continue;
    const { at, elapsedMs, durationMs = 0 } = taken;
    return { at, elapsed: elapsedMs === undefined ? null : elapsedMs + durationMs };
  }
  if (!fetched) return null;
  const poll = requests.find(
    (one) => one.account === account && polls.has(one.operation) && one.start.at >= receivedAt,
  );
  return poll?.end ?? null;
}

function isAfter(moment: Moment, known: Moment): boolean {
  if (moment.elapsed !== null && known.elapsed !== null) return moment.elapsed > known.elapsed;
  return moment.at > known.at;
}
