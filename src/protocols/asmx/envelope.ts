// Reads a SOAP envelope in one pass, as System.Web.Services and XmlSerializer do (asmx.md section 5): events come in,
// this keeps the place in the envelope and the values of the wrapper's elements; no tree is built. What to do at the
// root and at the first child of Body is the caller's: it decides version and operation there, and may throw.

import type { Wanted } from "./compile.ts";
import type { ZoneAndClock } from "./date-time.ts";
import { type Attribute, NamespaceScopes, type QName } from "./namespaces.ts";
import type { AsmxValue } from "./service.ts";
import { parseXmlValue, type ValueRefusal } from "./values.ts";
import { type OpenElement, type Place, placeOfNextNode, xmlError } from "./xml-error.ts";
import { parseXml, type XmlEvents } from "./xml-parser.ts";

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** A value that does not parse, at the place where the reader stands after its element. */
export class ValueError extends Error {
  readonly refusal: ValueRefusal;
  readonly place: Place;
  constructor(refusal: ValueRefusal, place: Place) {
    super(refusal.message);
    this.refusal = refusal;
    this.place = place;
  }
}

/** What is missing, by the element's name. `stray`: Body is there, but not first or right after Header. */
export type EnvelopeComplaint = "envelope" | "body" | "stray";

export interface EnvelopeCaller {
  /** The root's start tag. */
  root(name: QName): void;
  /** First child element of Body, or null when there is none or the envelope has no proper Body (`complaint`). Gives the
   * wrapper to look for. */
  firstInBody(name: QName | null, complaint: EnvelopeComplaint | null): Wanted;
  /** Something odd about the request. */
  note(text: string): void;
}

export interface EnvelopeContent {
  readonly values: ReadonlyMap<string, AsmxValue>;
  /** Local name of the first header that had to be understood. */
  readonly notUnderstood: string | null;
  /** Namespace of the wrapper that was read; null when none was. */
  readonly wrapperNamespace: string | null;
}

/** Throws XmlError for what .NET calls an XmlException, ValueError for a value, and whatever the caller throws. */
export function readEnvelope(source: string, caller: EnvelopeCaller, zone: ZoneAndClock): EnvelopeContent {
  const reading = new EnvelopeReading(source, caller, zone);
  parseXml(source, reading);
  return reading;
}

class EnvelopeReading implements XmlEvents, EnvelopeContent {
  readonly values = new Map<string, AsmxValue>();
  notUnderstood: string | null = null;
  wrapperNamespace: string | null = null;
  readonly open: OpenElement[] = [];
  readonly #source: string;
  readonly #caller: EnvelopeCaller;
  readonly #zone: ZoneAndClock;
  readonly #scopes = new NamespaceScopes();
  /** Namespace of the root. */
  #envelope = "";
  #section: "before" | "header" | "body" | "after" = "before";
  #headerSeen = false;
  #stray = false;
  #wanted: Wanted | null = null;
  #inWrapper = false;
  /** Parameters read in this wrapper; a second wrapper may give them again. */
  #read = new Set<string>();
  /** Name of the parameter whose text is being collected. */
  #parameter: string | null = null;
  #text = "";
  #nil = false;
  /** A value that does not parse: .NET throws it only when it has moved to the next node. */
  #failed: { readonly refusal: ValueRefusal; readonly after: number } | null = null;

  constructor(source: string, caller: EnvelopeCaller, zone: ZoneAndClock) {
    this.#source = source;
    this.#caller = caller;
    this.#zone = zone;
  }

  openTag(tagName: string, attributes: readonly Attribute[], after: number): void {
    this.#node("Element", after);
    const complaint = this.#scopes.enter(attributes);
    if (complaint !== null) throw xmlError(this.#source, after - 1, complaint);
    const name = this.#scopes.element(tagName);
    if (name === null) throw undeclaredPrefix(this.#source, after, tagName);
    this.open.push({ name: tagName, after });
    const depth = this.open.length;
    if (depth === 1) this.#openRoot(name);
    else if (depth === 2) this.#openTop(name);
    else if (depth === 3 && this.#section === "body") this.#openInBody(name);
    else if (depth === 3 && this.#section === "header") this.#openHeader(name, attributes);
    else if (depth === 4 && this.#inWrapper) this.#openParameter(name, attributes);
  }

  closeTag(after: number): void {
    this.#settle();
    this.open.pop();
    this.#scopes.leave();
    const depth = this.open.length;
    if (depth === 3 && this.#parameter !== null) this.#closeParameter(this.#parameter, after);
    else if (depth === 2) this.#inWrapper = false;
    else if (depth === 1) this.#closeTop();
    else if (depth === 0) this.#route(null, "body");
  }

  text(content: string): void {
    this.#settle();
    if (this.#parameter !== null) this.#text += content;
    else if (this.open.length === 1 && this.#section === "before" && content.trim() !== "") this.#stray = true;
  }

  /** Comments and processing instructions; `after` is the index behind them. */
  other(kind: "Comment" | "ProcessingInstruction", after: number): void {
    this.#node(kind, after);
  }

  #node(kind: string, after: number): void {
    this.#settle();
    if (this.#parameter === null || this.#nil) return;
    const text = `Unexpected node type ${kind}. ReadElementString method can only be called on elements with simple or empty content.`;
    throw xmlError(this.#source, after - 1, text);
  }

  #settle(): void {
    if (this.#failed === null) return;
    throw new ValueError(this.#failed.refusal, placeOfNextNode(this.#source, this.#failed.after));
  }

  #openRoot(name: QName): void {
    this.#envelope = name.namespace;
    this.#caller.root(name);
    if (name.local !== "Envelope") this.#route(null, "envelope");
  }

  /** A child of Envelope: at most one Header, then Body; what follows Body is not looked at. */
  #openTop(name: QName): void {
    if (this.#section === "after") return;
    const isSoap = name.namespace === this.#envelope;
    if (isSoap && name.local === "Body") this.#section = "body";
    else if (isSoap && name.local === "Header" && !this.#headerSeen && !this.#stray) {
      this.#section = "header";
      this.#headerSeen = true;
    } else this.#stray = true;
  }

  #closeTop(): void {
    if (this.#section === "body") {
      this.#route(null, null);
      this.#section = "after";
    } else if (this.#section === "header") this.#section = "before";
  }

  #openHeader(name: QName, attributes: readonly Attribute[]): void {
    if (this.notUnderstood !== null) return;
    if (isTrue(this.#scopes.attribute(attributes, this.#envelope, "mustUnderstand"))) this.notUnderstood = name.local;
  }

  #route(name: QName | null, complaint: EnvelopeComplaint | null): Wanted {
    if (this.#wanted !== null) return this.#wanted;
    const wanted = this.#caller.firstInBody(name, complaint ?? (this.#stray ? "stray" : null));
    this.#wanted = wanted;
    for (const [parameter, { missing }] of wanted.parameters) this.values.set(parameter, missing);
    return wanted;
  }

  #openInBody(name: QName): void {
    const wanted = this.#route(name, null);
    if (name.local !== wanted.element || (wanted.namespace !== null && name.namespace !== wanted.namespace)) {
      this.#caller.note(`element ${name.local} of Body was skipped: it is not the operation's request element`);
      return;
    }
    this.#inWrapper = true;
    this.wrapperNamespace = name.namespace;
    if (this.#read.size > 0) this.#read = new Set();
  }

  #openParameter(name: QName, attributes: readonly Attribute[]): void {
    const kind = this.#wanted?.parameters.get(name.local);
    if (kind === undefined) this.#caller.note(`unknown element ${name.local} was ignored`);
    else if (name.namespace !== this.wrapperNamespace) {
      this.#caller.note(`element ${name.local} was ignored: it is not in the operation's namespace`);
    } else if (this.#read.has(name.local)) this.#caller.note(`second element ${name.local} was ignored`);
    else {
      this.#read.add(name.local);
      this.#parameter = name.local;
      this.#text = "";
      this.#nil = kind.nullable && isTrue(this.#scopes.attribute(attributes, XSI, "nil"));
    }
  }

  #closeParameter(name: string, after: number): void {
    this.#parameter = null;
    const kind = this.#wanted?.parameters.get(name);
    if (kind === undefined) return;
    const parsed = this.#nil ? NIL : parseXmlValue(kind.type, this.#text, this.#zone);
    if (parsed.ok) this.values.set(name, parsed.value);
    else this.#failed = { refusal: parsed.refusal, after };
  }
}

const NIL = { ok: true, value: null } as const;

function isTrue(value: string | null): boolean {
  return value === "1" || value === "true";
}

function undeclaredPrefix(source: string, after: number, name: string): Error {
  const start = source.lastIndexOf("<", after - 1) + 1;
  return xmlError(source, start, `'${name.slice(0, Math.max(name.indexOf(":"), 0))}' is an undeclared prefix.`);
}
