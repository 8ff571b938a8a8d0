// `fault`: the words of the language to a planned fault, and which transport each belongs to.

import type { FaultKind } from "../../core/fault.ts";
import type { PlannedFault } from "../engine/planned-fault.ts";
import type { ReadContext, Scope } from "./context.ts";
import type { Path } from "./document.ts";
import { parseDuration } from "./durations.ts";
import type { FaultFile } from "./schema.ts";

const httpOnly: readonly FaultKind[] = ["status", "page", "header", "bom", "charset"];
const smppOnly: readonly FaultKind[] = [
  "twice",
  "nack",
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
  const overHttp = [...scope.channels].some((channel) => channel !== "smpp");
  if (scope.channels.size > 0 && !overHttp && httpOnly.includes(fault.kind)) {
    context.report(
      path,
      `${fault.kind} cannot happen over SMPP`,
      `Take an HTTP operation, or a fault such as ${smppOnly.join(", ")}`,
    );
  }
  if (scope.channels.size > 0 && !overSmpp && smppOnly.includes(fault.kind)) {
    context.report(
      path,
      `${fault.kind} can happen over SMPP only`,
      `Take an SMPP operation, or a fault such as ${httpOnly.join(", ")}`,
    );
  }
  return fault;
}

function plain(word: Extract<FaultFile, string>): PlannedFault {
  return word === "garbage" ? { kind: "garbage", count: garbageBytes } : { kind: word };
}

function detailed(context: ReadContext, path: Path, file: Exclude<FaultFile, string>): PlannedFault | undefined {
  const given = Object.keys(file);
  const pair = given.length === 2 && file.status !== undefined && file.page !== undefined;
  if (given.length !== 1 && !pair) {
    const found = given.length === 0 ? "the fault is empty" : `the fault is ${given.join(" and ")} at once`;
    context.report(path, found, "Write one fault; only status and page go together");
    return undefined;
  }
  const { hang, truncate, drip, garbage, status, page, header, charset } = file;
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
  if (garbage !== undefined) return { kind: "garbage", count: garbage.bytes };
  if (status !== undefined) return page === undefined ? { kind: "status", status } : { kind: "status", status, page };
  if (page !== undefined) return { kind: "page", page };
  if (header !== undefined) {
    const headers = Object.entries(header).map(([name, value]) => [name, String(value)] as const);
    for (const [name, value] of headers) {
      if (headerName.test(name) && headerValue.test(value)) continue;
      const found = `${JSON.stringify(name)} with this value is no header that HTTP can carry`;
      context.report([...path, "header", name], found, "Take letters, digits and dashes, and a value on one line");
      return undefined;
    }
    return { kind: "header", headers: Object.fromEntries(headers) };
  }
  if (charset === undefined) return undefined;
  if (headerName.test(charset)) return { kind: "charset", charset };
  context.report([...path, "charset"], "this is no name of a charset", "Write one such as ISO-8859-1");
  return undefined;
}

/** A token, and the characters of a field value: https://www.rfc-editor.org/rfc/rfc9110#section-5 */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** A duration that the schema has let through; one over ten years counts as ten years. */
export function milliseconds(written: string | 0): number {
  return written === 0 ? 0 : (parseDuration(written) ?? 3_650 * 86_400_000);
}
