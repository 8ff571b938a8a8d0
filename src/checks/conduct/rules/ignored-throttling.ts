import { gap, isOnly, type ModelRequest } from "../model.ts";
import { byRequests, type Rule } from "../rule.ts";

export const ignoredThrottling: Rule = {
  id: "TC108",
  find({ requests }, threshold) {
    const hasty = new Map<string, ModelRequest[]>();
    const throttled = new Map<string, ModelRequest>();
    let assessed = 0;
    for (const request of requests) {
      if (!request.sends) continue;
      const before = throttled.get(request.account);
      // A request that left before the answer came is no answer to it.
      const hasRead = before !== undefined && (request.start.elapsed ?? 0) >= (before.end.elapsed ?? 0);
      if (before !== undefined && hasRead && gap(before.end, request.start) < threshold("pause")) {
        const found = hasty.get(request.account) ?? [];
        found.push(request);
        hasty.set(request.account, found);
      }
      if (hasRead) throttled.delete(request.account);
      if (!(request.kinds.includes("throttle") && isOnly(request.kinds, "throttle", "account"))) continue;
      assessed++;
      throttled.set(request.account, request);
    }
    const violations = [...hasty.values()].map((found) => ({
      ...byRequests(found.slice(0, 50)),
      text: `${found.length} sends within ${threshold("pause")} ms after a throttled one`,
      level: found.length >= threshold("error") ? ("error" as const) : ("warning" as const),
      times: found.length,
    }));
    return { assessed, violations };
  },
};
