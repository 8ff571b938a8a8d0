// Faults of a sweep, over HTTP and SMPP. A name that ends in `:before` stands for the fault in place of processing.

import type { CodeKind } from "../../core/code-kinds.ts";
import type { Bilingual } from "../../core/sentences.ts";
import { firstCode, type OperationVocabulary } from "../../core/vocabulary.ts";
import type { ProvokingSteps } from "./outcome.ts";

export interface SweepFault {
  readonly name: string;
  readonly text: Bilingual;
  readonly kinds: readonly CodeKind[];
  readonly isAccepted: boolean;
  readonly isHarmless: boolean;
  readonly isSlow: boolean;
  /** Part of `--faults default`. */
  readonly isDefault: boolean;
  readonly steps: ProvokingSteps;
  /** Answer on the wire, where a code has the same. */
  readonly wire?: string;
}

type FaultParts = Partial<Omit<SweepFault, "name" | "text" | "steps">>;

function fault(name: string, text: Bilingual, steps: ProvokingSteps, parts: FaultParts = {}): SweepFault {
  const usual = { kinds: ["unknown"], isAccepted: true, isHarmless: false, isSlow: false, isDefault: true } as const;
  return { name, text, steps, ...usual, ...parts };
}

const slow = { isSlow: true };
const harmless = { kinds: ["success"], isHarmless: true } as const;
const more = { isDefault: false };
const unprocessed = { isAccepted: false, isDefault: false };

/** Faults in place of processing that HTTP and SMPP share. */
const unprocessedAlike: readonly SweepFault[] = [
  fault(
    "close:before",
    { en: "not processed, and the connection is closed", pt: "não processada, e a conexão é fechada" },
    { fault: "close", before: true },
    unprocessed,
  ),
  fault(
    "hang:before",
    { en: "not processed, and never answered", pt: "não processada, e nunca respondida" },
    { fault: "hang", before: true },
    { ...unprocessed, ...slow },
  ),
];

const httpFaults: readonly SweepFault[] = [
  fault(
    "lose-answer",
    { en: "processed, and the answer is lost", pt: "processada, e a resposta se perde" },
    { fault: "lose-answer" },
  ),
  fault("hang", { en: "processed, and never answered", pt: "processada, e nunca respondida" }, { fault: "hang" }, slow),
  fault(
    "reset",
    { en: "processed, and the connection is reset", pt: "processada, e a conexão é derrubada" },
    { fault: "reset" },
  ),
  fault(
    "truncate",
    { en: "the answer ends after ten octets", pt: "a resposta termina depois de dez octetos" },
    { fault: { truncate: { after: 10 } } },
  ),
  fault("garbage", { en: "random octets for an answer", pt: "octetos ao acaso como resposta" }, { fault: "garbage" }),
  fault(
    "bom",
    { en: "a byte order mark before the answer", pt: "uma marca de ordem de bytes antes da resposta" },
    { response: { bom: true } },
    harmless,
  ),
  fault(
    "status:503",
    { en: "processed, and answered with HTTP 503", pt: "processada, e respondida com HTTP 503" },
    { response: { status: 503 } },
  ),
  fault(
    "page:iis-500",
    {
      en: "processed, and answered with an error page of IIS",
      pt: "processada, e respondida com uma página de erro do IIS",
    },
    { response: { page: "iis-500" } },
  ),
  fault(
    "charset",
    { en: "the answer in ISO-8859-1", pt: "a resposta em ISO-8859-1" },
    { response: { charset: "ISO-8859-1" } },
    harmless,
  ),
  fault(
    "close",
    { en: "processed, and the connection is closed", pt: "processada, e a conexão é fechada" },
    { fault: "close" },
    more,
  ),
  fault(
    "page:nginx-502",
    {
      en: "processed, and answered with an error page of nginx",
      pt: "processada, e respondida com uma página de erro do nginx",
    },
    { response: { page: "nginx-502" } },
    more,
  ),
  fault(
    "page:maintenance",
    {
      en: "processed, and answered with a page about maintenance",
      pt: "processada, e respondida com uma página de manutenção",
    },
    { response: { page: "maintenance" } },
    more,
  ),
  fault(
    "reset:before",
    { en: "not processed, and the connection is reset", pt: "não processada, e a conexão é derrubada" },
    { fault: "reset", before: true },
    unprocessed,
  ),
  ...unprocessedAlike,
  fault(
    "status:503:before",
    { en: "not processed, and answered with HTTP 503", pt: "não processada, e respondida com HTTP 503" },
    { response: { status: 503 }, before: true },
    unprocessed,
  ),
];

const nack = { command: "generic_nack", status: "ESME_RINVCMDID", body: "none" } as const;
const smppFaults: readonly SweepFault[] = [
  fault(
    "lose-answer",
    { en: "processed, and not answered", pt: "processada, e não respondida" },
    { fault: "lose-answer" },
    slow,
  ),
  fault(
    "nack",
    { en: "not processed, and answered with generic_nack", pt: "não processada, e respondida com generic_nack" },
    { pdu: nack, before: true },
    { isAccepted: false },
  ),
  fault(
    "wrong-sequence",
    { en: "the response has another sequence_number", pt: "a resposta tem outro sequence_number" },
    { fault: "wrong-sequence" },
    slow,
  ),
  fault(
    "unbind",
    { en: "processed, and the session ends with unbind", pt: "processada, e a sessão termina com unbind" },
    { fault: "unbind" },
  ),
  fault(
    "silence",
    {
      en: "processed, and no PDU of the session is answered any more",
      pt: "processada, e nenhuma PDU da sessão é mais respondida",
    },
    { fault: "silence" },
    slow,
  ),
  fault(
    "close",
    { en: "processed, and the connection is closed", pt: "processada, e a conexão é fechada" },
    { fault: "close" },
  ),
  fault(
    "reset",
    { en: "processed, and the connection is reset", pt: "processada, e a conexão é derrubada" },
    { fault: "reset" },
    more,
  ),
  fault(
    "twice",
    { en: "the response comes twice", pt: "a resposta vem duas vezes" },
    { fault: "twice" },
    { ...harmless, ...more },
  ),
  fault(
    "garbage",
    { en: "random octets for a response", pt: "octetos ao acaso como resposta" },
    { fault: "garbage" },
    more,
  ),
  fault(
    "bad-length",
    { en: "the response has a wrong command_length", pt: "a resposta tem um command_length errado" },
    { fault: "bad-length" },
    more,
  ),
  ...unprocessedAlike,
];

/** Faults that an operation can have, the default ones first. */
export function faultsOf(operation: OperationVocabulary): readonly SweepFault[] {
  if (operation.outward === true || operation.page === true) return [];
  if (!operation.channels.includes("smpp")) return httpFaults;
  const row = operation.codes.find(
    ({ kinds, reasons }) => kinds.includes("throttle") && reasons?.includes("throttled"),
  );
  if (row === undefined) return smppFaults;
  const steps = { answer: firstCode(row) };
  const kinds = { kinds: row.kinds, isAccepted: false, wire: row.wire ?? firstCode(row) };
  return [
    ...smppFaults,
    fault(
      "throttle",
      { en: "the provider's own word for slowing down", pt: "o próprio aviso do provedor para reduzir o ritmo" },
      steps,
      kinds,
    ),
  ];
}

/** Names of all faults, each once. */
export const faultNames: readonly string[] = [
  ...new Set([...httpFaults, ...smppFaults].map(({ name }) => name)),
  "throttle",
];
