// Reads a SOAP envelope as System.Web.Services and XmlSerializer do (asmx.md section 5), in their order and no further: one
// node behind the envelope is the last that they look at.

import type { Finding } from "../../core/findings.ts";
import type { CompiledOperation, WrapperElement } from "./compile.ts";
import type { ZoneAndClock } from "./date-time.ts";
import { asmxFinding } from "./findings.ts";
import type { QName } from "./namespaces.ts";
import type { AsmxValue } from "./service.ts";
import { parseXmlValue, type ValueRefusal } from "./values.ts";
import type { XmlPlace } from "./xml-error.ts";
import type { XmlReader } from "./xml-reader.ts";

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** A value that does not parse, at the place where the reader stands after its element. */
export class ValueError extends Error {
  readonly refusal: ValueRefusal;
  readonly place: XmlPlace;
  constructor(refusal: ValueRefusal, place: XmlPlace) {
    super(refusal.message);
    this.refusal = refusal;
    this.place = place;
  }
}

/** A part of the envelope that is missing. */
export class MissingElement extends Error {
  constructor(element: "Envelope" | "Body") {
    super(`Request format is invalid: Missing required soap:${element} element.`);
  }
}

export interface EnvelopeContent {
  readonly values: ReadonlyMap<string, AsmxValue>;
  /** Local name of the first header that had to be understood. */
  readonly notUnderstood: string | null;
  /** Namespace of the wrapper that was read; null when none was. */
  readonly wrapperNamespace: string | null;
}

/** Namespace of the root element, at which the reader stands then. */
export function readRoot(reader: XmlReader): string {
  reader.moveToContent();
  return reader.name.namespace;
}

/**
 * The first element of Body, for routing: elements before Body are passed over. Null: there is none.
 * @throws XmlError, MissingElement
 */
export function readRequestElement(reader: XmlReader, envelope: string): QName | null {
  enterEnvelope(reader, envelope);
  while (reader.nodeType !== "None" && !reader.isStart("Body", envelope)) reader.skip();
  if (reader.nodeType === "None") throw new MissingElement("Body");
  if (reader.isEmptyElement) return null;
  reader.read();
  // Text before the first element is content too, and has no name.
  return reader.moveToContent() === "Element" ? reader.name : null;
}

/** @throws XmlError, MissingElement, ValueError */
export function readContent(
  reader: XmlReader,
  envelope: string,
  { wanted }: CompiledOperation,
  zone: ZoneAndClock,
  note: (finding: Finding) => void,
): EnvelopeContent {
  enterEnvelope(reader, envelope);
  const notUnderstood = readHeader(reader, envelope);
  if (!reader.isStart("Body", envelope)) throw new MissingElement("Body");
  reader.read();
  const parameters = new ParameterReader(reader, wanted, zone, note);
  parameters.read();
  while (reader.depth > 0 && reader.read());
  if (reader.nodeType === "EndElement") reader.read();
  return { values: parameters.values, notUnderstood, wrapperNamespace: parameters.namespace };
}

function enterEnvelope(reader: XmlReader, envelope: string): void {
  if (!reader.isStart("Envelope", envelope)) throw new MissingElement("Envelope");
  if (reader.isEmptyElement) throw new MissingElement("Body");
  reader.read();
  reader.moveToContent();
}

/** Passes Header. @returns the local name of the first header that must be understood */
function readHeader(reader: XmlReader, envelope: string): string | null {
  if (!reader.isStart("Header", envelope)) return null;
  let notUnderstood: string | null = null;
  if (reader.isEmptyElement) reader.read();
  else {
    reader.read();
    while (reader.moveToContent() !== "EndElement" && reader.nodeType !== "None") {
      const must = reader.nodeType === "Element" && isTrue(reader.attribute(envelope, "mustUnderstand"));
      if (must) notUnderstood ??= reader.name.local;
      reader.skip();
    }
    reader.read();
  }
  reader.moveToContent();
  return notUnderstood;
}

/** The operation's parameters, as the code reads them that XmlSerializer makes for it. */
class ParameterReader {
  readonly values = new Map<string, AsmxValue>();
  namespace: string | null = null;
  readonly #reader: XmlReader;
  readonly #wanted: WrapperElement;
  readonly #zone: ZoneAndClock;
  readonly #note: (finding: Finding) => void;

  constructor(reader: XmlReader, wanted: WrapperElement, zone: ZoneAndClock, note: (finding: Finding) => void) {
    this.#reader = reader;
    this.#wanted = wanted;
    this.#zone = zone;
    this.#note = note;
    for (const [parameter, { missing }] of wanted.parameters) this.values.set(parameter, missing);
  }

  read(): void {
    const { element, namespace } = this.#wanted;
    const reader = this.#reader;
    let empty = true;
    while (reader.moveToContent() !== "EndElement" && reader.nodeType !== "None") {
      const { local, namespace: given } = reader.name;
      if (reader.nodeType === "Element" && local === element && (namespace === null || given === namespace)) {
        this.#readWrapper(given);
        empty = false;
      } else {
        if (reader.nodeType === "Element") {
          this.#note(asmxFinding("other-element", { element: local }));
          empty = false;
        }
        reader.skip();
      }
    }
    if (empty) this.#note(asmxFinding("empty-body"));
  }

  #readWrapper(namespace: string): void {
    const reader = this.#reader;
    this.namespace = namespace;
    if (reader.isEmptyElement) {
      reader.read();
      return;
    }
    reader.read();
    const read = new Set<string>();
    while (reader.moveToContent() !== "EndElement" && reader.nodeType !== "None") {
      if (reader.nodeType === "Element" && this.#isParameter(reader.name, read)) this.#readParameter(reader.name.local);
      else reader.skip();
    }
    reader.read();
  }

  #isParameter({ local, namespace }: QName, read: Set<string>): boolean {
    if (!this.#wanted.parameters.has(local)) this.#note(asmxFinding("unknown-element", { element: local }));
    else if (namespace !== this.namespace) {
      this.#note(asmxFinding("other-namespace", { element: local }));
    } else if (read.has(local)) this.#note(asmxFinding("second-element", { element: local }));
    else {
      read.add(local);
      return true;
    }
    return false;
  }

  #readParameter(name: string): void {
    const reader = this.#reader;
    const kind = this.#wanted.parameters.get(name);
    if (kind === undefined) return;
    if (kind.nullable && isTrue(reader.attribute(XSI, "nil"))) {
      reader.skip();
      this.values.set(name, null);
      return;
    }
    const parsed = parseXmlValue(kind.type, reader.readElementString(), this.#zone);
    if (!parsed.ok) throw new ValueError(parsed.refusal, reader.place);
    this.values.set(name, parsed.value);
  }
}

function isTrue(value: string | null): boolean {
  return value === "1" || value === "true";
}
