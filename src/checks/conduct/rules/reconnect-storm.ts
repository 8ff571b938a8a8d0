import { sentencesOf } from "../../../core/sentences.ts";
import { reconnects } from "../reconnects.ts";
import { byRequests, type ConductRule } from "../rule.ts";
import { densestWithin } from "../runs.ts";

export const reconnectStorm: ConductRule = {
  id: "TC601",
  needsTimes: true,
  find(model, threshold) {
    const { losses, binds } = reconnects(model);
    const violations = [...Map.groupBy(binds, ({ key }) => key).values()].flatMap((all) => {
      // A server that ends each session after some messages may see many: its client waits, and each session works.
      const vain = all.filter(({ isVain }) => isVain);
      const { count, from } = densestWithin(
        vain.map(({ bind }) => bind.start.elapsed ?? 0),
        threshold("within"),
      );
      const storm = count >= threshold("connections") ? vain.slice(from, from + count) : [];
      const hasty = all.filter(({ pause }) => pause < threshold("pause") - threshold("tolerance"));
      const reconnects = storm.length > 0 ? storm : hasty;
      if (reconnects.length === 0) return [];
      const text =
        storm.length > 0
          ? say("storm", { count: storm.length, within: threshold("within") / 1_000 })
          : say("hasty", { pause: model.words.ms(hasty[0]?.pause ?? 0) });
      const requests = byRequests(reconnects.map(({ bind }) => bind));
      return [{ ...requests, text, gapsMs: reconnects.map(({ pause }) => pause), times: reconnects.length }];
    });
    return { assessed: losses, violations };
  },
};

const say = sentencesOf({
  storm: {
    en: "{count} connections within {within} s",
    pt: "{count} conexões em {within} s",
  },
  hasty: {
    en: "a bind {pause} after the loss of a session or a refusal",
    pt: "um bind {pause} após a perda de uma sessão ou uma recusa",
  },
});
