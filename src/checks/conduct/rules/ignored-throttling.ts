import { sentencesOf } from "../../../core/sentences.ts";
import { gap, isOnly, type ModelRequest } from "../model.ts";
import { Refusals, sendsOfRequests } from "../refusals.ts";
import { byRequests, type ConductRule } from "../rule.ts";

interface Streak {
  readonly throttled: Refusals;
  last: ModelRequest;
  /** Throttled answers that no later send has read yet. */
  pending: number;
}

export const ignoredThrottling: ConductRule = {
  id: "TC108",
  needsTimes: true,
  find({ requests, sends }, threshold) {
    const ofRequests = sendsOfRequests(sends);
    const hasty = new Map<string, ModelRequest[]>();
    const streaks = new Map<string, Streak>();
    let assessed = 0;
    for (const request of requests) {
      if (!request.sends) continue;
      const { account, kinds } = request;
      const streak = streaks.get(account);
      if (streak?.throttled.isReadBy(request) === true) {
        assessed += streak.pending;
        streak.pending = 0;
        if (gap(streak.last.end, request.start) < threshold("pause") - threshold("tolerance")) {
          const early = hasty.get(account) ?? [];
          early.push(request);
          hasty.set(account, early);
        } else streaks.delete(account);
      }
      if (!(kinds.includes("throttle") && isOnly(kinds, "throttle", "account"))) continue;
      const open = streaks.get(account);
      if (open === undefined) {
        const throttled = new Refusals(request, ofRequests, threshold("inFlight"));
        streaks.set(account, { throttled, last: request, pending: 1 });
      } else {
        open.throttled.add(request);
        open.last = request;
        open.pending++;
      }
    }
    const violations = [...hasty.values()].map((early) => ({
      ...byRequests(early),
      text: say("hasty", { count: early.length, pause: threshold("pause") }),
      level: early.length >= threshold("error") ? ("error" as const) : ("warning" as const),
      times: early.length,
    }));
    return { assessed, violations };
  },
};

const say = sentencesOf({
  hasty: {
    en: "{count} sends within {pause} ms after a throttled one",
    pt: "{count} envios até {pause} ms após um limitado",
  },
});
