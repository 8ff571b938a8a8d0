// /sms/stam: OUT-OF-DATE since 29/02/2020; under legacyQueries what became of each message ("Resultado do Envio consultar
// Múltiplos").

import { cell, sentence } from "./answer.ts";
import { foraDeData, naoEncontrada, stamCodes } from "./codes-messages.ts";
import { consultada } from "./consulta.ts";
import type { GetFunction } from "./get-function.ts";
import { columnsOf, hashesDe, mensagemDe } from "./mensagens.ts";
import { stam } from "./vocabulary.ts";

const ruleCodes = new Set(stamCodes.map((row) => row.code).filter((code) => code !== foraDeData.code));

export const stamFunction: GetFunction = {
  operation: stam,
  user: null,
  serve(visit) {
    const { host, fields, settings } = visit;
    const messages = hashesDe(fields.get("h")).map((hash) => ({ hash, message: mensagemDe(host, hash) }));
    const first = messages.find(({ message }) => message !== null)?.message;
    const owner = first == null ? null : host.sandbox(first.sandbox);
    const seen = owner === null ? visit : { ...visit, sandbox: owner };
    return consultada(seen, settings.legacyQueries ? { ruleCodes } : {}, (ruleCode) => {
      if (!settings.legacyQueries) return { code: foraDeData.code, records: [foraDeData.text] };
      const records = messages.map(({ hash, message }) => {
        const columns =
          message === null || ruleCode === naoEncontrada.code
            ? ["", sentence(naoEncontrada, settings)]
            : columnsOf(message, seen, ruleCode);
        return [cell(hash), ...columns].join(";");
      });
      return { code: ruleCode ?? "1", records };
    });
  },
};
