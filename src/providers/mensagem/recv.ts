// /sms/recv: OUT-OF-DATE since 29/02/2020; under legacyQueries the inbox ("Recebimento de Mensagens (MO)").

import { refuse } from "../../core/refusal.ts";
import { hoje, recebidas } from "./caixa.ts";
import { sucesso } from "./codes.ts";
import { foraDeData } from "./codes-messages.ts";
import { consultada } from "./consulta.ts";
import { type GetFunction, userRefusal } from "./get-function.ts";
import { agendaDe } from "./send.ts";
import { recv } from "./vocabulary.ts";

export const recvFunction: GetFunction = {
  operation: recv,
  user: "h",
  serve: (visit) =>
    consultada(visit, {}, (_ruleCode, account) => {
      const { host, fields, settings, sandbox } = visit;
      if (!settings.legacyQueries) return { code: foraDeData.code, records: [foraDeData.text] };
      const refusal = userRefusal(account);
      if (account === null || refusal !== null) return refusal ?? refuse("unknown-credential");
      const today = hoje(sandbox.clock.now());
      const from = agendaDe(fields.get("di"));
      const until = agendaDe(fields.get("df"));
      if (from === "unreadable" || until === "unreadable")
        return refuse("bad-schedule", { en: "di or df cannot be read", pt: "di ou df não pode ser lido" });
      const period = { from: from ?? today.from, until: until ?? today.until };
      return { code: sucesso.code, records: recebidas(host, account, period, fields.get("r").trim() === "1") };
    }),
};
