import type { Coverage } from "../provider.ts";

/** What is built of "Sophia" and why we believe it, in the document's order. */
export const coverage: readonly Coverage[] = [
  { point: "unitario.php: token, destino, msg, id; answer envio", evidence: "documented", source: "ENVIO UNITÁRIO" },
  { point: "GET and POST, query, form and JSON alike", evidence: "assumed", source: "title says GET, text says POST" },
  { point: "the id's key is mesageID", evidence: "documented", source: "Exemplo de retorno", reading: "messageIdKey" },
  { point: "a refusal is HTTP 200 with status 0", evidence: "assumed", source: "not said", reading: "errorStatus" },
  { point: "dlr statuses 2, 3 and 4", evidence: "documented", source: "CALLBACK AUTOMÁTICO (DLR)" },
  { point: "dlr statuses 0, 1 and 5", evidence: "assumed", source: "not said" },
];
