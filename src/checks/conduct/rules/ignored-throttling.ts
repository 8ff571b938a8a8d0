import { sentencesOf } from "../../../core/sentences.ts";
import { gap, hasRead, isOnly, type ModelRequest } from "../model.ts";
import { byRequests, type ConductRule } from "../rule.ts";

export const ignoredThrottling: ConductRule = {
  id: "TC108",
  needsTimes: true,
  find({ requests }, threshold) {
    const hasty = new Map<string, ModelRequest[]>();
    const streaks = new Map<string, { readonly first: ModelRequest; last: ModelRequest }>();
    let assessed = 0;
    for (const request of requests) {
      if (!request.sends) continue;
      const { account, kinds } = request;
      const streak = streaks.get(account);
      if (streak !== undefined && hasRead(streak.first, request, threshold("inFlight"))) {
        if (gap(streak.last.end, request.start) < threshold("pause") - threshold("tolerance")) {
          const found = hasty.get(account) ?? [];
          found.push(request);
          hasty.set(account, found);
        } else streaks.delete(account);
      }
      if (!(kinds.includes("throttle") && isOnly(kinds, "throttle", "account"))) continue;
      assessed++;
      const open = streaks.get(account);
      if (open === undefined) streaks.set(account, { first: request, last: request });
      else open.last = request;
    }
    const violations = [...hasty.values()].map((found) => ({
      ...byRequests(found.slice(0, 50)),
      text: say("hasty", { count: found.length, pause: threshold("pause") }),
      level: found.length >= threshold("error") ? ("error" as const) : ("warning" as const),
      times: found.length,
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
