// Reads a SOAP request: routing and the engine's checks in the engine's order, up to the parameters' values (asmx.md
// sections 3 to 5). What can go wrong, and what it becomes, is listed in soap.ts.

import type { CompiledOperation, Wanted } from "./compile.ts";
import { baseType, parameterOf } from "./content-type.ts";
import { type AsmxContext, tooLongException } from "./context.ts";
import { declaredEncoding, decodeSoapXml, decodeTextXml } from "./decode.ts";
import { type EnvelopeComplaint, type EnvelopeContent, readEnvelope, ValueError } from "./envelope.ts";
import { exception, INVALID_OPERATION, type NetException, SOAP_EXCEPTION, STACKS, XML_EXCEPTION } from "./exception.ts";
import type { QName } from "./namespaces.ts";
import type { AsmxChannel } from "./service.ts";
import { ENVELOPE_NAMESPACES, type FaultCode, SOAP_TYPES, type SoapVersion } from "./soap-answer.ts";
import { routeByElement, routeByHeaders } from "./soap-routing.ts";
import { XmlError } from "./xml-error.ts";

const UNABLE_TO_READ = "Server was unable to read request.";
/** Head of the fault for what a method throws, and for a body that cannot be read for routing. */
export const UNABLE_TO_PROCESS = "Server was unable to process request.";

/** Ends the reading of a request with an answer. */
export class Refused extends Error {
  readonly status: 400 | 415 | 500;
  readonly version: SoapVersion;
  readonly code: FaultCode;
  readonly thrown: NetException;
  constructor(status: 400 | 415 | 500, version: SoapVersion, code: FaultCode, thrown: NetException) {
    super(thrown.message);
    this.status = status;
    this.version = version;
    this.code = code;
    this.thrown = thrown;
  }
}

/** The life of one request until its parameters are read. */
export class SoapReading {
  readonly context: AsmxContext;
  /** The guess, then what the envelope says. */
  version: SoapVersion = "1.1";
  #operation: CompiledOperation | null = null;
  /** Namespace of the root element once it was read. */
  #root: QName | null = null;
  #action: string | null = null;
  readonly #contentType: string;
  readonly #base: string;

  constructor(context: AsmxContext) {
    this.context = context;
    this.#contentType = context.request.headers["content-type"] ?? "";
    this.#base = baseType(this.#contentType);
  }

  /** Reads the whole request; throws Refused, XmlError or ValueError. */
  read(): EnvelopeContent {
    const soapAction = this.context.request.headers["soapaction"];
    const route = routeByHeaders(this.context.compiled, this.#contentType, soapAction);
    this.version = route.guess;
    this.#action = route.action;
    if (route.refused) {
      const text = `Server did not recognize the value of HTTP Header SOAPAction: ${route.action ?? ""}.`;
      throw this.#refuse("Client", exception(SOAP_EXCEPTION, text, STACKS.route11));
    }
    this.#operation = route.operation;
    if (this.context.tooLong) throw this.#tooLong();
    if (route.operation !== null) this.#requireSoapType();
    this.#noteHeaders(soapAction);
    return readEnvelope(this.#decode(), this, this.context.settings);
  }

  /** Start tag of the root: the version is known. */
  root(name: QName): void {
    this.#root = name;
    if (this.#operation !== null) this.#settleVersion();
  }

  firstInBody(name: QName | null, complaint: EnvelopeComplaint | null): Wanted {
    if (this.#operation === null) {
      this.#operation = this.#routeByBody(name, complaint);
      this.#requireSoapType();
      this.#settleVersion();
    }
    if (complaint !== null) {
      const inner = exception(INVALID_OPERATION, missingElement(complaint), STACKS.read.slice(0, 1));
      throw this.#refuse("Client", exception(SOAP_EXCEPTION, UNABLE_TO_READ, STACKS.read, inner));
    }
    if (name === null) this.note("Body is empty: the method runs with every parameter missing");
    return this.#operation.wanted;
  }

  note(text: string): void {
    this.context.findings.add(text, "asmx.md 5");
  }

  routed(): CompiledOperation {
    if (this.#operation === null) throw new Error("the operation of a request that was read is not known");
    return this.#operation;
  }

  /** What an error of `read` becomes; our own bugs are thrown on. */
  refusal(error: unknown): Refused {
    if (error instanceof Refused) return error;
    if (error instanceof ValueError) {
      const value = exception(error.refusal.type, error.refusal.message, STACKS.parse);
      const { line, column } = error.place;
      const document = exception(
        INVALID_OPERATION,
        `There is an error in XML document (${line}, ${column}).`,
        STACKS.deserialize,
        value,
      );
      return this.#refuse("Client", exception(SOAP_EXCEPTION, UNABLE_TO_READ, STACKS.read, document));
    }
    if (!(error instanceof XmlError)) throw error;
    const inner = exception(XML_EXCEPTION, error.message, []);
    if (this.#operation !== null) {
      return new Refused(400, this.version, "Client", exception(SOAP_EXCEPTION, UNABLE_TO_READ, STACKS.read, inner));
    }
    return this.#routingFailure("Server", exception(SOAP_EXCEPTION, UNABLE_TO_PROCESS, [], inner));
  }

  /** Null while no operation is known. */
  get operationName(): string | null {
    return this.#operation?.operation.name ?? null;
  }

  get channel(): AsmxChannel {
    return this.version === "1.1" ? "soap11" : "soap12";
  }

  /** Public accounts of .asmx services have the first text; the second, where the body is needed to route, is assumed. */
  #tooLong(): Refused {
    const text =
      this.#operation === null
        ? UNABLE_TO_PROCESS
        : "There was an exception running the extensions specified in the config file.";
    return this.#refuse("Server", exception(SOAP_EXCEPTION, text, STACKS.extensions, tooLongException()));
  }

  #refuse(code: FaultCode, thrown: NetException): Refused {
    return new Refused(500, this.version, code, thrown);
  }

  /** The body was asked for the operation: a wrong envelope namespace comes before every other complaint. */
  #routeByBody(name: QName | null, complaint: EnvelopeComplaint | null): CompiledOperation {
    if (complaint === "envelope" || complaint === "body") {
      const inner = exception(INVALID_OPERATION, missingElement(complaint), STACKS.route12.slice(0, 1));
      throw this.#routingFailure("Server", exception(SOAP_EXCEPTION, UNABLE_TO_PROCESS, [], inner));
    }
    const operation = name === null ? null : routeByElement(this.context.compiled, name);
    if (operation !== null) return operation;
    const text =
      this.#action === null
        ? "Unable to handle request without a valid action parameter. Please supply a valid soap action."
        : `Unable to handle request. The action '${this.#action}' was not recognized.`;
    throw this.#routingFailure("Client", exception(SOAP_EXCEPTION, text, STACKS.route12));
  }

  #routingFailure(code: FaultCode, thrown: NetException): Refused {
    if (this.#root !== null) {
      const mismatch = this.#takeVersion(this.#root.namespace);
      if (mismatch !== null) return mismatch;
    }
    return this.#refuse(code, thrown);
  }

  #settleVersion(): void {
    const mismatch = this.#root === null ? null : this.#takeVersion(this.#root.namespace);
    if (mismatch !== null) throw mismatch;
    if (this.version === "1.1" && this.#base !== SOAP_TYPES["1.1"]) throw this.#unsupportedType();
    if (this.version === "1.1" && this.context.request.headers["soapaction"] === undefined) {
      this.context.findings.add("SOAPAction header missing: routed by the body element", "asmx.md 3");
    }
    if (this.version === "1.2" && this.#base === SOAP_TYPES["1.1"]) {
      this.context.findings.add("SOAP 1.2 envelope sent as text/xml: accepted and answered as SOAP 1.2", "asmx.md 3");
    }
  }

  /** The version of an envelope's namespace, or the fault for an unknown one, which is always a 1.1 envelope. */
  #takeVersion(namespace: string): Refused | null {
    if (namespace === ENVELOPE_NAMESPACES["1.1"]) this.version = "1.1";
    else if (namespace === ENVELOPE_NAMESPACES["1.2"]) this.version = "1.2";
    else {
      this.version = "1.1";
      const text = `Possible SOAP version mismatch: Envelope namespace ${namespace} was unexpected. Expecting ${ENVELOPE_NAMESPACES["1.1"]}.`;
      return this.#refuse("VersionMismatch", exception(SOAP_EXCEPTION, text, STACKS.version));
    }
    return null;
  }

  #requireSoapType(): void {
    if (this.#base !== SOAP_TYPES["1.1"] && this.#base !== SOAP_TYPES["1.2"]) throw this.#unsupportedType();
  }

  #unsupportedType(): Refused {
    const text = `Server found request content type to be '${this.#contentType}', but expected '${SOAP_TYPES[this.version]}'.`;
    return new Refused(415, this.version, "Client", exception(SOAP_EXCEPTION, text, STACKS.read));
  }

  #decode(): string {
    const charset = parameterOf(this.#contentType, "charset");
    const { body } = this.context.request;
    if (this.#base.startsWith("application/")) return decodeSoapXml(body, charset).text;
    const { text, finding } = decodeTextXml(body, charset);
    if (finding !== undefined) this.context.findings.add(finding.text, finding.source);
    const declared = charset === null ? null : declaredEncoding(body);
    if (declared !== null && charset !== null && declared.toLowerCase() !== charset.toLowerCase()) {
      this.context.findings.add(
        `the XML declaration says ${declared}, but the charset ${charset} of Content-Type decides`,
        "asmx.md 4",
      );
    }
    return text;
  }

  #noteHeaders(soapAction: string | undefined): void {
    if (soapAction !== undefined && this.version === "1.2") {
      this.context.findings.add("application/soap+xml: the SOAPAction header is ignored", "asmx.md 3");
    }
    if (this.context.request.headers["content-encoding"] !== undefined) {
      this.context.findings.add("Content-Encoding of a request is not decoded", "asmx.md 1");
    }
  }
}

function missingElement(complaint: EnvelopeComplaint): string {
  return `Request format is invalid: Missing required soap:${complaint === "envelope" ? "Envelope" : "Body"} element.`;
}
