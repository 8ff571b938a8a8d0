// A PDU of ours as a scenario changes it. Values need not fit: a field is written as the octets that the scenario wants.

import { isUnanswered, type Outcome } from "../core/outcome.ts";
import type { PduFieldPatch, PduPatch, TlvPatch } from "../core/pdu-patch.ts";
import { type PlaceholderValue, renderTemplate } from "../core/template.ts";
import type { AnyDraft, PresentPdu, Tlv } from "../protocols/smpp/pdu.ts";
import { RawOctets } from "../protocols/smpp/pdu.ts";
import { patchedList } from "./patched-list.ts";

/** Presents a PDU as the outcome wants; undefined: as it is. */
export function presenterOf(
  outcome: Outcome | undefined,
  valueFor: PlaceholderValue = () => undefined,
): PresentPdu | undefined {
  if (outcome === undefined) return undefined;
  const { pdu } = outcome;
  const isEmpty = isUnanswered(outcome);
  if (pdu === undefined && !isEmpty) return undefined;
  return (draft) => {
    const base: AnyDraft = isEmpty ? { ...draft, status: 0, withBody: false } : draft;
    return pdu === undefined ? base : patchedPdu(pdu, base, valueFor);
  };
}

function patchedPdu(patch: PduPatch, draft: AnyDraft, valueFor: PlaceholderValue): AnyDraft {
  const { commandId, status, body, fields = [], receipt, tlvs = [], octets, keepSequence = false } = patch;
  if (octets !== undefined) return { ...draft, verbatim: { octets: Buffer.from(octets), keepSequence } };
  const changed: Record<string, unknown> = { ...draft.body };
  for (const field of fields) changed[field.name] = new RawOctets(fieldOctets(field, valueFor));
  if (receipt !== undefined && isReceipt(draft)) {
    const text = Buffer.from(renderTemplate(receipt, valueFor), "latin1").subarray(0, 254);
    changed["short_message"] = new RawOctets(Buffer.concat([Buffer.from([text.length]), text]));
  }
  const isRefusal = status !== undefined && status !== 0;
  const isDressed = fields.length > 0 || tlvs.length > 0;
  const withBody = body === undefined ? (isRefusal ? false : isDressed || draft.withBody) : body === "keep";
  return {
    ...draft,
    ...(commandId === undefined ? {} : { commandId }),
    ...(status === undefined ? {} : { status }),
    ...(withBody === undefined ? {} : { withBody }),
    body: changed,
    tlvs: withTlvs(draft.tlvs ?? [], tlvs, valueFor),
  };
}

/** True if esm_class says that short_message is a receipt (5.2.12). */
function isReceipt({ body }: AnyDraft): boolean {
  const esmClass = body?.["esm_class"];
  return typeof esmClass === "number" && (esmClass & 0x24) !== 0;
}

function fieldOctets({ kind, value }: PduFieldPatch, valueFor: PlaceholderValue): Buffer {
  const text = renderTemplate(value, valueFor);
  if (kind === "octet") return Buffer.from([Number(text) & 0xff]);
  const octets = Buffer.from(text, "latin1");
  if (kind === "text") return Buffer.concat([octets, Buffer.from([0])]);
  return Buffer.concat([Buffer.from([Math.min(octets.length, 254)]), octets.subarray(0, 254)]);
}

/** Null leaves a parameter out. */
function withTlvs(tlvs: readonly Tlv[], patches: readonly TlvPatch[], valueFor: PlaceholderValue): readonly Tlv[] {
  const keyOf = ({ tag }: Tlv | TlvPatch): number => tag;
  return patchedList(tlvs, patches, keyOf, (patch) => {
    const value = tlvOctets(patch, valueFor);
    return value === null ? [] : [{ tag: patch.tag, value }];
  });
}

function tlvOctets({ kind, length, value }: TlvPatch, valueFor: PlaceholderValue): Buffer | null {
  if (value === null) return null;
  const text = renderTemplate(value, valueFor);
  if (kind === "text") return Buffer.from(`${text}\0`, "latin1");
  if (kind === "hex") return Buffer.from(text.replace(/\s/g, ""), "hex");
  const octets = Buffer.alloc(Math.max(1, length));
  const number = /^-?\d{1,1000}$/.test(text) ? BigInt.asUintN(8 * octets.length, BigInt(text)) : 0n;
  Buffer.from(number.toString(16).padStart(2 * octets.length, "0"), "hex").copy(octets);
  return octets;
}
