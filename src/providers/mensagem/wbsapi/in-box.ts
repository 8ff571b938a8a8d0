// inBox: inbounds of a period, each once unless Reexibir is 1 ("Método inBox"). It works as RECV did.

import { hoje, recebidas } from "../caixa.ts";
import { sucesso } from "../codes.ts";
import { foraDeData } from "../codes-messages.ts";
import { dateOf, type Invocation, type InvocationResult, queried } from "./invocation.ts";

const none: ReadonlySet<string> = new Set();

export function inBox(invocation: Invocation): InvocationResult {
  const { host, call, sandbox, fields, settings } = invocation;
  return queried(invocation, none, (account) => {
    if (settings.wbsapiQueries === "out-of-date") return { code: foraDeData.code, records: [foraDeData.text] };
    const today = hoje(sandbox.clock.now());
    const from = dateOf(call, "DataInicial");
    const until = dateOf(call, "DataFinal");
    // With text parameters a date that cannot be read counts as left out: the table has no code for it.
    const period = {
      from: typeof from === "number" ? from : today.from,
      until: typeof until === "number" ? until : today.until,
    };
    return { code: sucesso.code, records: recebidas(host, account, period, fields["Reexibir"] === "1") };
  });
}
