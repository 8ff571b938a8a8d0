// /sms/stat: OUT-OF-DATE since 29/02/2020; under legacyQueries what became of one message ("Resultado do Envio consulta
// Simples").

import { sentence } from "./answer.ts";
import { foraDeData, naoEncontrada, statCodes } from "./codes-messages.ts";
import { consultada } from "./consulta.ts";
import type { GetFunction } from "./get-function.ts";
import { columnsOf, mensagemDe } from "./mensagens.ts";
import { stat } from "./vocabulary.ts";

const ruleCodes = new Set(statCodes.map((row) => row.code).filter((code) => code !== foraDeData.code));

export const statFunction: GetFunction = {
  operation: stat,
  user: null,
  serve(visit) {
    const { host, fields, settings } = visit;
    const message = mensagemDe(host, fields.get("h").trim());
    const owner = message === null ? null : host.sandbox(message.sandbox);
    const seen = owner === null ? visit : { ...visit, sandbox: owner };
    return consultada(seen, settings.legacyQueries ? { ruleCodes } : {}, (ruleCode) => {
      if (!settings.legacyQueries) return { code: foraDeData.code, records: [foraDeData.text] };
      if (message === null || ruleCode === naoEncontrada.code) {
        return { code: naoEncontrada.code, records: [`;${sentence(naoEncontrada, settings)}`] };
      }
      return { code: ruleCode ?? "1", records: [columnsOf(message, seen, ruleCode).join(";")] };
    });
  },
};
