// `pdu`: changes to the SMPP PDU that would be sent. Names of commands, statuses and parameters are resolved here.

import type { PduFieldPatch, PduPatch, TlvPatch } from "../../core/pdu-patch.ts";
import { isPlain, renderTemplate, type TextTemplate } from "../../core/template.ts";
import type { SmppNames } from "../../core/vocabulary.ts";
import { optional, type ReadContext, type Scope, textAt } from "./context.ts";
import type { Path } from "./document.ts";
import { suggest } from "./finding.ts";
import { readTemplate } from "./read-template.ts";
import type { PduFile } from "./schema.ts";

export function readPdu(context: ReadContext, path: Path, file: PduFile, scope: Scope): PduPatch {
  const keys = Object.keys(file);
  if (keys.length === 0)
    context.report(path, "pdu is empty", "Write what changes, such as { status: ESME_RTHROTTLED }");
  const { command, status, body, fields, receipt, tlvs, octets, keepSequence } = file;
  for (const key of keys) {
    if (octets !== undefined && key !== "octets" && key !== "keepSequence")
      context.report(path, `octets is the whole PDU, and ${key} stands beside it`, "Keep one of them", key);
  }
  if (keepSequence !== undefined && octets === undefined)
    context.report(path, "keepSequence speaks of octets, and there are none", "Take it out", "keepSequence");
  const names = scope.spots.find(({ vocabulary }) => vocabulary.smpp !== undefined)?.vocabulary.smpp ?? nothing;
  const text = (key: "command" | "status", value: string | number | boolean | undefined): string | undefined =>
    value === undefined ? undefined : textAt(context, [...path, key], value);
  const commandId = readNumber(context, [...path, "command"], text("command", command), names.commands, "command");
  const code = readNumber(context, [...path, "status"], text("status", status), names.statuses, "status");
  const isBare = body === "none" || (body === undefined && code !== undefined && code !== 0);
  for (const key of ["fields", "tlvs", "receipt"] as const) {
    if (file[key] !== undefined && isBare)
      context.report(path, `${key} cannot be sent: the PDU is a bare header`, "Write body: keep beside it", key);
  }
  return {
    ...optional("commandId", commandId),
    ...optional("status", code),
    ...optional("body", body),
    ...optional("fields", fields === undefined ? undefined : readFields(context, [...path, "fields"], fields, scope)),
    ...optional(
      "receipt",
      receipt === undefined ? undefined : readReceipt(context, [...path, "receipt"], receipt, scope),
    ),
    ...optional("tlvs", tlvs === undefined ? undefined : readTlvs(context, [...path, "tlvs"], tlvs, names)),
    ...optional("octets", octets === undefined ? undefined : readOctets(context, [...path, "octets"], octets)),
    ...optional("keepSequence", keepSequence),
  };
}

const nothing: SmppNames = { commands: new Map(), statuses: new Map(), tlvs: new Map() };

/** A name of this table, or a number of 32 bits. */
function readNumber(
  context: ReadContext,
  path: Path,
  written: string | undefined,
  names: ReadonlyMap<string, number>,
  what: string,
): number | undefined {
  if (written === undefined) return undefined;
  const named = names.get(written);
  if (named !== undefined) return named;
  const number = /^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(written) ? Number(written) : Number.NaN;
  if (number <= 0xffffffff) return number;
  if (names.size > 0) context.report(path, `there is no ${what} ${written}`, suggest(written, [...names.keys()]));
  return undefined;
}

function readFields(
  context: ReadContext,
  path: Path,
  file: NonNullable<PduFile["fields"]>,
  scope: Scope,
): readonly PduFieldPatch[] {
  const parameters = new Map(
    scope.spots.flatMap(({ operation }) => operation.pduFields ?? []).map((field) => [field.name, field]),
  );
  return Object.entries(file).flatMap(([name, value]): PduFieldPatch[] => {
    const field = parameters.get(name);
    if (field === undefined) {
      if (parameters.size > 0 || scope.spots.length > 0)
        context.report(path, `the PDU has no parameter ${name}`, suggest(name, [...parameters.keys()]), name);
      return [];
    }
    const at = [...path, name];
    const template = readTemplate(context, at, textAt(context, at, value), "pdu");
    if (field.kind === "octet") checkOctet(context, at, template);
    return [{ name, kind: field.kind, value: template }];
  });
}

function checkOctet(context: ReadContext, path: Path, template: TextTemplate): void {
  const text = renderTemplate(template);
  if (isPlain(template) && !(/^(?:0x[0-9a-f]{1,2}|\d{1,3})$/i.test(text) && Number(text) <= 255))
    context.report(path, `${text} is not one octet`, "Write a number from 0 to 255");
}

function readReceipt(context: ReadContext, path: Path, file: string, scope: Scope): TextTemplate {
  const carries = scope.spots.some(
    ({ operation }) => operation.outward === true && operation.pduFields?.some(({ kind }) => kind === "message"),
  );
  if (scope.spots.length > 0 && !carries)
    context.report(path, "no such PDU carries a receipt", "Take it out, or choose operation: deliver_sm");
  return readTemplate(context, path, file, "pdu");
}

function readTlvs(
  context: ReadContext,
  path: Path,
  file: NonNullable<PduFile["tlvs"]>,
  names: SmppNames,
): readonly TlvPatch[] {
  return Object.entries(file).flatMap(([name, value]): TlvPatch[] => {
    const number = /^(?:0x[0-9a-f]{1,4}|\d{1,5})$/i.test(name) ? Number(name) : Number.NaN;
    const row =
      names.tlvs.get(name) ?? (number <= 0xffff ? ({ tag: number, kind: "hex", length: 0 } as const) : undefined);
    if (row === undefined) {
      if (names.tlvs.size > 0)
        context.report(path, `there is no optional parameter ${name}`, suggest(name, [...names.tlvs.keys()]), name);
      return [];
    }
    if (value === null) return [{ ...row, value: null }];
    const at = [...path, name];
    const template = readTemplate(context, at, textAt(context, at, value), "pdu");
    const text = renderTemplate(template);
    if (isPlain(template) && row.kind === "hex" && !isHex(text))
      context.report(at, `${text} is no hexadecimal value`, "Write two digits an octet, such as 0a1b");
    if (isPlain(template) && row.kind === "number" && !/^\d{1,19}$/.test(text))
      context.report(at, `${text} is no number`, "Write a whole number");
    return [{ ...row, value: template }];
  });
}

function readOctets(context: ReadContext, path: Path, file: string): Uint8Array {
  if (!isHex(file)) context.report(path, "these are no octets", "Write two hexadecimal digits an octet");
  return Buffer.from(file.replace(/\s/g, ""), "hex");
}

function isHex(text: string): boolean {
  return /^(?:[0-9a-f]{2})*$/i.test(text.replace(/\s/g, ""));
}
