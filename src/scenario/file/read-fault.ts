// `fault`: the words of the language to a planned fault, and which transport each belongs to.

import type { FaultKind } from "../../core/fault.ts";
import type { OperationVocabulary } from "../../core/vocabulary.ts";
import type { PlannedFault } from "../engine/planned-fault.ts";
import { type ReadContext, reportImpossible, type Scope } from "./context.ts";
import type { Path } from "./document.ts";
import { parseDuration } from "./durations.ts";
import { suggest } from "./finding.ts";
import type { FaultFile } from "./schema.ts";

const smppOnly: readonly FaultKind[] = [
  "twice",
  "wrong-sequence",
  "bad-length",
  "unknown-command",
  "unbind",
  "silence",
];
const garbageBytes = 64;

export function readFault(context: ReadContext, path: Path, file: FaultFile, scope: Scope): PlannedFault | undefined {
  const fault = typeof file === "string" ? plain(file) : detailed(context, path, file);
  if (fault === undefined) return undefined;
  const overSmpp = scope.channels.has("smpp");
  if (scope.channels.size > 0 && !overSmpp && smppOnly.includes(fault.kind)) {
    reportImpossible(
      context,
      path,
      `${fault.kind} can happen over SMPP only`,
      "Take an SMPP operation, or a fault such as lose-answer, hang or truncate",
    );
  }
  if ("inside" in fault) checkInside(context, path, fault.inside, scope);
  return fault;
}

const headerFields = ["command_length", "command_id", "command_status", "sequence_number"];

/** Reports a parameter that no PDU of the rule has, or an element that no answer has. */
function checkInside(context: ReadContext, path: Path, inside: string, scope: Scope): void {
  const { channels, spots } = scope;
  if (!channels.has("smpp")) checkElement(context, path, inside, scope);
  if (channels.size !== 1 || !channels.has("smpp")) return;
  const own = spots.flatMap(({ operation }) => operation.pduFields ?? []).map(({ name }) => name);
  const optional = spots.flatMap(({ vocabulary }) => [...(vocabulary.smpp?.tlvs.keys() ?? [])]);
  const parameters = new Set([...headerFields, ...own, ...optional]);
  if (own.length === 0 || parameters.has(inside) || /^0x[0-9a-f]{4}$/i.test(inside)) return;
  context.report(
    [...path, "truncate", "inside"],
    `no such PDU has a parameter ${inside}`,
    suggest(inside, [...parameters]),
  );
}

/** Elements of each SOAP answer. */
const envelope = ["Envelope", "Body", "Fault", "faultcode", "faultstring", "detail", "string"];

function checkElement(context: ReadContext, path: Path, inside: string, { spots }: Scope): void {
  const names = spots.map(({ operation }) => elementsOf(operation));
  if (names.length === 0 || names.some((elements) => elements === null || elements.includes(inside))) return;
  const elementNames = [...new Set(names.flatMap((elements) => elements ?? []))];
  const remedy = elementNames.length === 0 ? "Write { after: 40 }: the answer is text" : suggest(inside, elementNames);
  context.report([...path, "truncate", "inside"], `no such answer has an element ${inside}`, remedy);
}

/** Names of the elements or keys of an operation's answers; null: not known. */
function elementsOf(operation: OperationVocabulary): readonly string[] | null {
  const { name, channels, sends, page, answerNames, answerFields = [], codeField } = operation;
  if (page === true || (answerNames === undefined && !sends)) return null;
  const method = name.replace(/_v_\d_\d\d$/, "");
  const isSoap = channels.includes("soap11");
  const own = isSoap ? [`${method}Result`, `${method}Response`, ...envelope] : [];
  return [...own, ...(answerNames ?? []), ...answerFields, ...(codeField === undefined ? [] : [codeField])];
}

function plain(word: Extract<FaultFile, string>): PlannedFault {
  return word === "garbage" ? { kind: "garbage", count: garbageBytes } : { kind: word };
}

function detailed(context: ReadContext, path: Path, file: Exclude<FaultFile, string>): PlannedFault | undefined {
  const given = Object.keys(file);
  if (given.length !== 1) {
    const problem = given.length === 0 ? "the fault is empty" : `the fault is ${given.join(" and ")} at once`;
    context.report(path, problem, "Write one fault");
    return undefined;
  }
  const { hang, truncate, drip, garbage } = file;
  if (hang !== undefined) {
    return hang.for === undefined ? { kind: "hang" } : { kind: "hang", forMs: milliseconds(hang.for) };
  }
  if (truncate !== undefined) {
    const { after, inside } = truncate;
    if (after !== undefined && inside === undefined) return { kind: "truncate", after };
    if (inside !== undefined && after === undefined) return { kind: "truncate", inside };
    context.report([...path, "truncate"], "truncate does not say where", "Write { after: 40 } or { inside: NAME }");
    return undefined;
  }
  if (drip !== undefined) return { kind: "drip", bytes: drip.bytes, everyMs: milliseconds(drip.every) };
  return garbage === undefined ? undefined : { kind: "garbage", count: garbage.bytes };
}

/** A duration that the schema has let through; one over ten years counts as ten years. */
export function milliseconds(written: string | 0): number {
  return written === 0 ? 0 : (parseDuration(written) ?? 3_650 * 86_400_000);
}
