// /sms/cacl: cancels messages that wait ("Cancelamento de Mensagens").

import { caclCodes, listaLonga, naoEncontrada, statusRows, usuario93 } from "./codes-messages.ts";
import { consulta } from "./consulta.ts";
import { cancelada, hashesDe, linhaDeCancelamento, mensagemDaConta } from "./mensagens.ts";
import { cacl } from "./vocabulary.ts";

/** Parameter 3 writes it without an accent, where the table of parameter 2 has one. */
const unknown = naoEncontrada;
/** Codes about the request whole. */
const wholeCodes: ReadonlySet<string> = new Set([listaLonga.code, usuario93.code]);
const ruleCodes = new Set(caclCodes.map((row) => row.code).filter((code) => !wholeCodes.has(code)));

export const caclFunction = consulta(
  cacl,
  ({ host, account, fields, sandbox, settings, ruleCode }) => {
    const now = sandbox.clock.now();
    const codes = new Set<string>();
    const hashes = hashesDe(fields.get("h"));
    if ("reason" in hashes) return hashes;
    const records = hashes.map((hash) => {
      const existing = mensagemDaConta(host, account, hash);
      const scripted = caclCodes.find((row) => row.code === ruleCode);
      const message = existing === null || scripted !== undefined ? existing : cancelada(host, existing);
      const row = scripted ?? (message === null ? unknown : statusRows[message.status]);
      codes.add(row.code);
      return linhaDeCancelamento(hash, row, message, now, settings);
    });
    return { code: [...codes].join(","), records };
  },
  { ruleCodes },
);
