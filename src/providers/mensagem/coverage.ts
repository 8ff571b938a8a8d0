import type { Coverage } from "../provider.ts";

/** What is built of "API - MENSAGEM" and why we believe it, in the document's order. */
export const coverage: readonly Coverage[] = [
  { point: "/sms/send with its result codes", evidence: "documented", source: "Envio de SMS Simples" },
  {
    point: "success is 1;<md5>",
    evidence: "assumed",
    source: "the document names both, not how they stand",
    reading: "sendSuccess",
  },
  { point: "an error is <code>;<TEXT>", evidence: "assumed", source: "not shown", reading: "errorBody" },
  { point: "callbacks of status, DLR and MO", evidence: "documented", source: "Cadastro de Call-back" },
  {
    point: "a failed delivery is type 2 status 2",
    evidence: "assumed",
    source: "the lists overlap",
    reading: "failedReport",
  },
];
