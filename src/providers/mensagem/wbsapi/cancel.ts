// cancel: cancels up to 1,000 messages that wait, with lines as CACL's ("Método cancel").

import { cancelCodes, wbCancelRows } from "../codes-messages.ts";
import { cancelada, linhaDeCancelamento, mensagemDaConta } from "../mensagens.ts";
import { type Invocation, type InvocationResult, queried } from "./invocation.ts";
import { hashesOf } from "./status.ts";

const ruleCodes: ReadonlySet<string> = new Set(["1", "2", "5", "9"]);

export function cancel(invocation: Invocation): InvocationResult {
  const { host, sandbox, settings } = invocation;
  return queried(invocation, ruleCodes, (account, ruleCode) => {
    const hashes = hashesOf(invocation);
    if ("reason" in hashes) return hashes;
    const scripted = cancelCodes.find((row) => row.code === ruleCode);
    const codes = new Set<string>();
    const records = hashes.map((hash) => {
      const existing = mensagemDaConta(host, account, hash);
      const message = existing === null || scripted !== undefined ? existing : cancelada(host, existing);
      // An unknown hash is "INVALIDO" (assumed: the table lacks CACL's 255).
      const row = scripted ?? wbCancelRows[message?.status ?? "invalid"];
      codes.add(row.code);
      return linhaDeCancelamento(hash, row, message, sandbox.clock.now(), settings);
    });
    return { code: [...codes].join(","), records };
  });
}
