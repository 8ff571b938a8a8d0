// /sms/stam: OUT-OF-DATE since 29/02/2020; under legacyQueries what became of each message ("Resultado do Envio consultar
// Múltiplos").

import { cell, sentence } from "./answer.ts";
import { foraDeData, listaLonga, naoEncontrada, stamCodes } from "./codes-messages.ts";
import { consultada } from "./consulta.ts";
import type { GetFunction } from "./get-function.ts";
import { columnsOf, hashesDe, mensagemDe, mensagemEm } from "./mensagens.ts";
import { stam } from "./vocabulary.ts";

const wholeCodes: ReadonlySet<string> = new Set([foraDeData.code, listaLonga.code]);
const ruleCodes = new Set(stamCodes.map((row) => row.code).filter((code) => !wholeCodes.has(code)));

export const stamFunction: GetFunction = {
  operation: stam,
  user: null,
  serve(visit) {
    const { host, fields, settings } = visit;
    const hashes = hashesDe(fields.get("h"));
    // Without a credential the first known protocol names the sandbox; for OUT-OF-DATE only the first one is looked up.
    const sought = "reason" in hashes ? [] : settings.legacyQueries ? hashes : hashes.slice(0, 1);
    let owner = visit.sandbox;
    for (const hash of sought) {
      const message = mensagemDe(host, hash);
      if (message === null) continue;
      owner = host.sandbox(message.sandbox) ?? owner;
      break;
    }
    const seen = { ...visit, sandbox: owner };
    return consultada(seen, settings.legacyQueries ? { ruleCodes } : {}, (ruleCode) => {
      if (!settings.legacyQueries) return { code: foraDeData.code, records: [foraDeData.text] };
      if ("reason" in hashes) return hashes;
      const records = hashes.map((hash) => {
        const message = mensagemEm(host, owner.name, hash);
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
