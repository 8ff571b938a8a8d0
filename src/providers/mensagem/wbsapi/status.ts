// status: what became of up to 1,000 messages, a line a hash ("Método status").

import type { Message } from "../../../core/message.ts";
import { type Refusal, refuse } from "../../../core/refusal.ts";
import { cell, sentence } from "../answer.ts";
import { foraDeData, statusCodes, wbStatusRows } from "../codes-messages.ts";
import { hashesDe, mensagemDaConta } from "../mensagens.ts";
import { type Invocation, type InvocationResult, queried } from "./invocation.ts";

/** Rows of a status; 86 and above are about the call. */
export const statusRuleCodes: ReadonlySet<string> = new Set(["0", "1", "2", "3", "5", "7", "9"]);

export function status(invocation: Invocation): InvocationResult {
  return queried(invocation, statusRuleCodes, (account, ruleCode) => {
    const { wbsapiQueries } = invocation.settings;
    if (wbsapiQueries === "out-of-date") return { code: foraDeData.code, records: [foraDeData.text] };
    const hashes = hashesOf(invocation);
    if ("reason" in hashes) return hashes;
    const codes = new Set<string>();
    const scripted = statusCodes.find((row) => row.code === ruleCode);
    const records = hashes.map((hash) => {
      const row = scripted ?? statusRow(mensagemDaConta(invocation.host, account, hash));
      codes.add(row.code);
      return `${cell(hash)};${row.code};${sentence(row, invocation.settings)}`;
    });
    return { code: [...codes].join(","), records };
  });
}

/** An unknown hash is "INVALIDO" (assumed: the table has no other word). */
function statusRow(message: Message | null): { readonly code: string; readonly text: string } {
  return wbStatusRows[message?.status ?? "invalid"];
}

/** Hashes of a call; not one that can be read, or too many: 86. */
export function hashesOf({ fields }: Invocation): readonly string[] | Refusal {
  const written = fields["Hash"] ?? "";
  if (!/^[\s0-9a-f;]+$/i.test(written) || written.trim() === "")
    return refuse("bad-layout", { en: "Hash cannot be read", pt: "Hash não pode ser lido" });
  return hashesDe(written);
}
