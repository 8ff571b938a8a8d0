// Faults of a sweep, over HTTP and SMPP. A name that ends in `:before` stands for the fault in place of processing.

import type { CodeKind } from "../../core/code-kinds.ts";
import { firstCode, type OperationVocabulary } from "../../core/vocabulary.ts";
import type { ProvokingSteps } from "./outcome.ts";

export interface SweepFault {
  readonly name: string;
  readonly text: string;
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

function fault(name: string, text: string, steps: ProvokingSteps, parts: FaultParts = {}): SweepFault {
  const usual = { kinds: ["unknown"], isAccepted: true, isHarmless: false, isSlow: false, isDefault: true } as const;
  return { name, text, steps, ...usual, ...parts };
}

const slow = { isSlow: true };
const harmless = { kinds: ["success"], isHarmless: true } as const;
const more = { isDefault: false };
const unprocessed = { isAccepted: false, isDefault: false };

const httpFaults: readonly SweepFault[] = [
  fault("lose-answer", "processed, and the answer is lost", { fault: "lose-answer" }),
  fault("hang", "processed, and never answered", { fault: "hang" }, slow),
  fault("reset", "processed, and the connection is reset", { fault: "reset" }),
  fault("truncate", "the answer ends after ten octets", { fault: { truncate: { after: 10 } } }),
  fault("garbage", "random octets for an answer", { fault: "garbage" }),
  fault("bom", "a byte order mark before the answer", { response: { bom: true } }, harmless),
  fault("status:503", "processed, and answered with HTTP 503", { response: { status: 503 } }),
  fault("page:iis-500", "processed, and answered with an error page of IIS", { response: { page: "iis-500" } }),
  fault("charset", "the answer in ISO-8859-1", { response: { charset: "ISO-8859-1" } }, harmless),
  fault("close", "processed, and the connection is closed", { fault: "close" }, more),
  fault(
    "page:nginx-502",
    "processed, and answered with an error page of nginx",
    { response: { page: "nginx-502" } },
    more,
  ),
  fault(
    "page:maintenance",
    "processed, and answered with a page about maintenance",
    { response: { page: "maintenance" } },
    more,
  ),
  fault("reset:before", "not processed, and the connection is reset", { fault: "reset", before: true }, unprocessed),
  fault("close:before", "not processed, and the connection is closed", { fault: "close", before: true }, unprocessed),
  fault(
    "hang:before",
    "not processed, and never answered",
    { fault: "hang", before: true },
    { ...unprocessed, ...slow },
  ),
  fault(
    "status:503:before",
    "not processed, and answered with HTTP 503",
    { response: { status: 503 }, before: true },
    unprocessed,
  ),
];

const nack = { command: "generic_nack", status: "ESME_RINVCMDID", body: "none" } as const;
const smppFaults: readonly SweepFault[] = [
  fault("lose-answer", "processed, and not answered", { fault: "lose-answer" }, slow),
  fault("nack", "not processed, and answered with generic_nack", { pdu: nack, before: true }, { isAccepted: false }),
  fault("wrong-sequence", "the response has another sequence_number", { fault: "wrong-sequence" }, slow),
  fault("unbind", "processed, and the session ends with unbind", { fault: "unbind" }),
  fault("silence", "processed, and no PDU of the session is answered any more", { fault: "silence" }, slow),
  fault("close", "processed, and the connection is closed", { fault: "close" }),
  fault("reset", "processed, and the connection is reset", { fault: "reset" }, more),
  fault("twice", "the response comes twice", { fault: "twice" }, { ...harmless, ...more }),
  fault("garbage", "random octets for a response", { fault: "garbage" }, more),
  fault("bad-length", "the response has a wrong command_length", { fault: "bad-length" }, more),
  fault("close:before", "not processed, and the connection is closed", { fault: "close", before: true }, unprocessed),
  fault(
    "hang:before",
    "not processed, and never answered",
    { fault: "hang", before: true },
    { ...unprocessed, ...slow },
  ),
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
  return [...smppFaults, fault("throttle", "the provider's own word for slowing down", steps, kinds)];
}

/** Names of all faults, each once. */
export const faultNames: readonly string[] = [
  ...new Set([...httpFaults, ...smppFaults].map(({ name }) => name)),
  "throttle",
];
