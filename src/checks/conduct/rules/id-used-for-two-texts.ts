import { sentencesOf } from "../../../core/sentences.ts";
import type { Send } from "../model.ts";
import { byRequests, type ConductRule } from "../rule.ts";

export const idUsedForTwoTexts: ConductRule = {
  id: "TC203",
  find({ sends, words }) {
    const firsts = new Map<string, Send>();
    const violations = sends.flatMap((send) => {
      if (send.clientId === undefined) return [];
      const name = `${send.account} ${send.clientId}`;
      const first = firsts.get(name);
      // A refused send takes no id.
      if (first === undefined && (send.message !== null || send.isUnknown)) firsts.set(name, send);
      if (first === undefined || first.key === send.key || first.request === send.request) return [];
      const text = say("twice", { id: send.clientId, first: words.send(first), second: words.send(send) });
      return [{ ...byRequests([first.request, send.request]), text }];
    });
    return { assessed: firsts.size, violations };
  },
};

const say = sentencesOf({
  twice: {
    en: "id {id} stands for {first} and for {second}",
    pt: "o id {id} vale para {first} e para {second}",
  },
});
