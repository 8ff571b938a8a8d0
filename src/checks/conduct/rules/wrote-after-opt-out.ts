import { sentencesOf } from "../../../core/sentences.ts";
import type { JournalInbound, Moment } from "../journal.ts";
import { type ConductModel, gap } from "../model.ts";
import { byRequests, type ConductRule, creditsOf } from "../rule.ts";

const optOut = /^\s*(sair|parar|stop|cancelar)\b/i;
const polls: ReadonlySet<string> = new Set(["mo", "recv", "inBox"]);

export const wroteAfterOptOut: ConductRule = {
  id: "TC408",
  find(model, threshold) {
    let assessed = 0;
    const optOuts = model.inbound.filter(({ text }) => optOut.test(text));
    if (optOuts.length === 0) return { assessed, violations: [] };
    const arrivals = arrivalsIn(model);
    const accepted = model.sends.filter(({ message }) => message !== null);
    const sendsTo = Map.groupBy(accepted, ({ account, to }) => `${account} ${to}`);
    // A later opt-out of the same phone says the same.
    const firsts = new Set<string>();
    const violations = optOuts.flatMap((inbound) => {
      const phone = `${inbound.account} ${inbound.from}`;
      const arrivalTimes = firsts.has(phone) ? null : arrivals(inbound);
      if (arrivalTimes === null) return [];
      firsts.add(phone);
      assessed++;
      const later = (sendsTo.get(phone) ?? []).filter(({ request }) => isAfter(request.start, arrivalTimes));
      const [confirmation] = later;
      const isConfirmed =
        confirmation !== undefined && gap(arrivalTimes, confirmation.request.start) <= threshold("confirmWithin");
      const sends = isConfirmed ? later.slice(1) : later;
      const [first] = sends;
      if (first === undefined) return [];
      const [, word = ""] = optOut.exec(inbound.text) ?? [];
      const text = say("after", { send: model.words.send(first), word: word.toUpperCase() });
      return [{ ...byRequests(sends.map(({ request }) => request)), text, credits: creditsOf(sends) }];
    });
    return { assessed, violations };
  },
};

/** Moment from which the client knows an inbound message; null: the client never got it. */
function arrivalsIn({ callbacks, requests }: ConductModel): (inbound: JournalInbound) => Moment | null {
  const taken = new Map<number, Moment>();
  for (const { about, ref, attempts } of callbacks) {
    const answered = attempts.find(({ error, status }) => error === "" && status !== null);
    if (about !== "inbound" || answered === undefined || taken.has(ref)) continue;
    const { at, elapsedMs, durationMs = 0 } = answered;
    taken.set(ref, { at, elapsed: elapsedMs === undefined ? null : elapsedMs + durationMs });
  }
  const pollsOf = Map.groupBy(
    requests.filter(({ operation }) => polls.has(operation)),
    ({ account }) => account,
  );
  return ({ seq, account, fetched, receivedAt }) => {
    const arrival = taken.get(seq);
    if (arrival !== undefined || !fetched) return arrival ?? null;
    return pollsOf.get(account)?.find(({ start }) => start.at >= receivedAt)?.end ?? null;
  };
}

function isAfter(moment: Moment, arrival: Moment): boolean {
  if (moment.elapsed !== null && arrival.elapsed !== null) return moment.elapsed > arrival.elapsed;
  return moment.at > arrival.at;
}

const say = sentencesOf({
  after: {
    en: "{send} after the phone wrote {word}",
    pt: "{send} depois que o telefone escreveu {word}",
  },
});
