import type { Coverage } from "../provider.ts";

/** What is built of MobilePronto's documents and why we believe it, in their order. */
export const coverage: readonly Coverage[] = [
  { point: "MPG_Send_SMS on /Service.asmx", evidence: "documented", source: "MPG_Send_SMS 01r33" },
  {
    point: "an error is the bare three-character code with HTTP 200",
    evidence: "observed",
    source: "recorded traffic",
  },
  {
    point: "an unknown Credencial answers 001 whatever else is wrong",
    evidence: "observed",
    source: "recorded traffic",
  },
  { point: "the order of the other checks", evidence: "assumed", source: "not said" },
];
