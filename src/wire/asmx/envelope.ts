// Reads a SOAP envelope in one pass, as System.Web.Services and XmlSerializer do (asmx.md section 5): saxes gives events,
// this keeps the place in the envelope and the values of the wrapper's elements; no tree is built. What to do at the
// root and at the first child of Body is the caller's: it decides version and operation there, and may throw.

import { SaxesParser } from "saxes";
import type { Wanted } from "./compile.ts";
import type { ZoneAndClock } from "./date-time.ts";
import { createNamespaceScopes, type QName } from "./namespaces.ts";
import type { AsmxValue } from "./service.ts";
import { parseXmlValue, type ValueRefusal } from "./values.ts";
import { fromSaxes, type OpenElement, type Place, placeOfNextNode, XmlError, xmlError } from "./xml-error.ts";

/** Our own bounds (the engine's is its memory): deeper or wider documents are refused as XmlException. */
const MAX_DEPTH = 100_000;
const MAX_ATTRIBUTES = 10_000;

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

export interface EnvelopeCaller {
  /** The root's start tag. */
  root(name: QName): void;
  /** First child element of Body, or null when there is none; `complaint` when the envelope has no proper Body. Gives the wrapper looked for. */
  firstInBody(name: QName | null, complaint: EnvelopeComplaint | null): Wanted;
  /** Something odd about the request. */
  note(text: string): void;
}

/** What is missing, by the element's name. `stray`: Body is there, but not first or right after Header. */
export type EnvelopeComplaint = "envelope" | "body" | "stray";

export interface EnvelopeContent {
  readonly values: ReadonlyMap<string, AsmxValue>;
  /** Local name of the first header that had to be understood. */
  readonly notUnderstood: string | null;
  /** Namespace of the wrapper that was read; null when none was. */
  readonly wrapperNamespace: string | null;
}

/** Throws XmlError for what .NET calls an XmlException, ValueError for a value, and whatever the caller throws. */
export function readEnvelope(source: string, caller: EnvelopeCaller, zone: ZoneAndClock): EnvelopeContent {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const scopes = createNamespaceScopes();
  const open: OpenElement[] = [];
  const values = new Map<string, AsmxValue>();
  let envelope = "";
  let section: "before" | "header" | "body" | "after" = "before";
  let stray = false;
  let headerSeen = false;
  let notUnderstood: string | null = null;
  let wanted: Wanted | null = null;
  let wrapperNamespace: string | null = null;
  let inWrapper = false;
  let read: Set<string> | null = null;
  let parameter: string | null = null;
  let text = "";
  let nil = false;
  let attributes = 0;
  let closed: OpenElement | null = null;
  let failed: { refusal: ValueRefusal; index: number } | null = null;

  const refuse = (complaint: string): never => {
    throw xmlError(source, Math.max(parser.position - 1, 0), complaint);
  };
  /** .NET throws a bad value only when it has moved to the next node. */
  const settle = (): void => {
    if (failed !== null) throw new ValueError(failed.refusal, placeOfNextNode(source, failed.index));
  };
  const route = (name: QName | null, complaint: EnvelopeComplaint | null): void => {
    if (wanted !== null) return;
    wanted = caller.firstInBody(name, complaint ?? (stray ? "stray" : null));
    for (const [parameterName, kind] of wanted.parameters) values.set(parameterName, kind.missing);
  };

  const openWrapper = (name: QName): void => {
    route(name, null);
    if (
      wanted === null ||
      name.local !== wanted.element ||
      !(wanted.namespace === null || name.namespace === wanted.namespace)
    ) {
      caller.note(`element ${name.local} of Body was skipped: it is not the operation's request element`);
      return;
    }
    inWrapper = true;
    wrapperNamespace = name.namespace;
    read = new Set();
  };

  const openParameter = (name: QName, own: Readonly<Record<string, string>>): void => {
    const kind = wanted?.parameters.get(name.local);
    if (kind === undefined) caller.note(`unknown element ${name.local} was ignored`);
    else if (name.namespace !== wrapperNamespace) {
      caller.note(`element ${name.local} was ignored: it is not in the operation's namespace`);
    } else if (read?.has(name.local)) caller.note(`second element ${name.local} was ignored`);
    else startValue(name.local, kind.nullable && isTrue(scopes.attribute(own, XSI, "nil")));
  };

  const startValue = (name: string, isNil: boolean): void => {
    read?.add(name);
    parameter = name;
    text = "";
    nil = isNil;
  };

  const closeParameter = (name: string): void => {
    parameter = null;
    const kind = wanted?.parameters.get(name);
    if (kind === undefined) return;
    if (nil) {
      values.set(name, null);
      return;
    }
    const parsed = parseXmlValue(kind.type, text, zone);
    if (parsed.ok) values.set(name, parsed.value);
    else failed = { refusal: parsed.refusal, index: parser.position };
  };

  const openAtTop = (name: QName): void => {
    if (section === "after") return;
    if (name.local === "Body" && name.namespace === envelope) section = "body";
    else if (name.local === "Header" && name.namespace === envelope && !headerSeen && !stray) {
      section = "header";
      headerSeen = true;
    } else stray = true;
  };

  parser.on("attribute", () => {
    if (++attributes > MAX_ATTRIBUTES) refuse("Too many attributes.");
  });
  parser.on("opentag", (tag) => {
    settle();
    attributes = 0;
    if (parameter !== null && !nil) {
      refuse(
        "Unexpected node type Element. ReadElementString method can only be called on elements with simple or empty content.",
      );
    }
    const complaint = scopes.enter(tag.attributes);
    if (complaint !== null) refuse(complaint);
    const name = scopes.element(tag.name);
    if (name === null) throw undeclaredPrefix(source, parser.position, tag.name);
    if (open.push({ name: tag.name, after: parser.position }) > MAX_DEPTH) refuse("The document is nested too deeply.");
    if (open.length === 1) {
      envelope = name.namespace;
      caller.root(name);
      if (name.local !== "Envelope") route(null, "envelope");
    } else if (open.length === 2) openAtTop(name);
    else if (open.length === 3) {
      if (section === "body") openWrapper(name);
      else if (section === "header" && notUnderstood === null) {
        if (isTrue(scopes.attribute(tag.attributes, envelope, "mustUnderstand"))) notUnderstood = name.local;
      }
    } else if (open.length === 4 && inWrapper) openParameter(name, tag.attributes);
  });
  parser.on("closetag", () => {
    settle();
    closed = open.pop() ?? null;
    scopes.leave();
    if (open.length === 3 && parameter !== null) closeParameter(parameter);
    else if (open.length === 2) inWrapper = false;
    else if (open.length === 1) {
      if (section === "body") {
        route(null, null);
        section = "after";
      } else if (section === "header") section = "before";
    } else if (open.length === 0) route(null, "body");
  });
  parser.on("text", (content) => {
    settle();
    if (parameter !== null) text += content;
    else if (open.length === 1 && section === "before" && content.trim() !== "") stray = true;
  });
  parser.on("cdata", (content) => {
    settle();
    if (parameter !== null) text += content;
  });
  const inValue = (kind: string) => (): void => {
    settle();
    if (parameter !== null && !nil) {
      refuse(
        `Unexpected node type ${kind}. ReadElementString method can only be called on elements with simple or empty content.`,
      );
    }
  };
  parser.on("comment", inValue("Comment"));
  parser.on("processinginstruction", inValue("ProcessingInstruction"));
  parser.on("doctype", () => {
    throw new XmlError(
      "For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing property on XmlReaderSettings to Parse and pass the settings into XmlReader.Create method.",
    );
  });
  parser.on("xmldecl", (declaration) => {
    if (declaration.version !== "1.0") refuse(`Version number '${declaration.version ?? ""}' is invalid.`);
  });
  parser.on("error", (error) => {
    // saxes has already closed the element when it complains of the end tag's name.
    if (closed !== null && error.message.startsWith("unexpected close tag")) open.push(closed);
    throw fromSaxes(error.message, source, parser.position, open);
  });

  parser.write(source).close();
  return { values, notUnderstood, wrapperNamespace };
}

function isTrue(value: string | null): boolean {
  return value === "1" || value === "true";
}

function undeclaredPrefix(source: string, after: number, name: string): XmlError {
  const start = source.lastIndexOf("<", after - 1) + 1;
  return xmlError(source, start, `'${name.slice(0, Math.max(name.indexOf(":"), 0))}' is an undeclared prefix.`);
}
