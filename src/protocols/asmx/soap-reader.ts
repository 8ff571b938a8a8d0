// Reads a SOAP request: routing and the engine's checks in the engine's order, up to the parameters' values (asmx.md
// sections 3 to 5). The list of errors and their answers stands in soap.ts.

import type { CompiledOperation } from "./compile.ts";
import { baseType, parameterOf } from "./content-type.ts";
import { type AsmxContext, tooLongException } from "./context.ts";
import { type Decoded, decodeEnvelope } from "./decode.ts";
import {
  type EnvelopeContent,
  MissingElement,
  readContent,
  readRequestElement,
  readRoot,
  ValueError,
} from "./envelope.ts";
import { exception, INVALID_OPERATION, type NetException, SOAP_EXCEPTION, STACKS, XML_EXCEPTION } from "./exception.ts";
import { asmxFinding } from "./findings.ts";
import type { AsmxChannel } from "./service.ts";
import { ENVELOPE_NAMESPACES, type FaultCode, SOAP_TYPES, type SoapVersion } from "./soap-answer.ts";
import { routeByElement, routeByHeaders } from "./soap-routing.ts";
import { XmlError } from "./xml-error.ts";
import { XmlReader } from "./xml-reader.ts";

const UNABLE_TO_READ = "Server was unable to read request.";
/** Head of the fault for what a method throws, and for a body that cannot be read for routing. */
export const UNABLE_TO_PROCESS = "Server was unable to process request.";

/** Ends the reading of a request with an answer. */
export class RefusedSoap extends Error {
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
export class SoapReader {
  readonly context: AsmxContext;
  /** The guess, then what the envelope says. */
  version: SoapVersion = "1.1";
  #operation: CompiledOperation | null = null;
  /** Namespace of the root element, once routing has read it. */
  #root: string | null = null;
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
    const decoded = this.#decode();
    this.#operation ??= this.#routeByBody(decoded);
    this.#requireSoapType();
    const reader = readerOf(decoded);
    this.#settleVersion(readRoot(reader));
    return readContent(reader, ENVELOPE_NAMESPACES[this.version], this.#operation, this.context.settings, (finding) =>
      this.context.findings.add(finding),
    );
  }

  routed(): CompiledOperation {
    if (this.#operation === null) throw new Error("the operation of a request that was read is not known");
    return this.#operation;
  }

  /** Answer to an error of `read`; our own bugs are thrown on. */
  refusal(error: unknown): RefusedSoap {
    if (error instanceof RefusedSoap) return error;
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
    if (error instanceof MissingElement) return this.#missing(error);
    if (!(error instanceof XmlError)) throw error;
    const inner = exception(XML_EXCEPTION, error.message, []);
    if (this.#operation !== null) {
      return new RefusedSoap(
        400,
        this.version,
        "Client",
        exception(SOAP_EXCEPTION, UNABLE_TO_READ, STACKS.read, inner),
      );
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
  #tooLong(): RefusedSoap {
    const text =
      this.#operation === null
        ? UNABLE_TO_PROCESS
        : "There was an exception running the extensions specified in the config file.";
    return this.#refuse("Server", exception(SOAP_EXCEPTION, text, STACKS.extensions, tooLongException()));
  }

  #refuse(code: FaultCode, thrown: NetException): RefusedSoap {
    return new RefusedSoap(500, this.version, code, thrown);
  }

  #missing({ message }: MissingElement): RefusedSoap {
    if (this.#operation !== null) {
      const inner = exception(INVALID_OPERATION, message, STACKS.read.slice(0, 1));
      return this.#refuse("Client", exception(SOAP_EXCEPTION, UNABLE_TO_READ, STACKS.read, inner));
    }
    const inner = exception(INVALID_OPERATION, message, STACKS.route12.slice(0, 1));
    return this.#routingFailure("Server", exception(SOAP_EXCEPTION, UNABLE_TO_PROCESS, [], inner));
  }

  /** The operation that the body's first element names. */
  #routeByBody(decoded: Decoded): CompiledOperation {
    const reader = readerOf(decoded);
    this.#root = readRoot(reader);
    const name = readRequestElement(reader, this.#root);
    const operation = name === null ? null : routeByElement(this.context.compiled, name);
    if (operation !== null) return operation;
    const text =
      this.#action === null
        ? "Unable to handle request without a valid action parameter. Please supply a valid soap action."
        : `Unable to handle request. The action '${this.#action}' was not recognized.`;
    throw this.#routingFailure("Client", exception(SOAP_EXCEPTION, text, STACKS.route12));
  }

  /** A wrong namespace of the envelope comes before every other complaint of routing. */
  #routingFailure(code: FaultCode, thrown: NetException): RefusedSoap {
    const mismatch = this.#root === null ? null : this.#takeVersion(this.#root);
    return mismatch ?? this.#refuse(code, thrown);
  }

  #settleVersion(namespace: string): void {
    const mismatch = this.#takeVersion(namespace);
    if (mismatch !== null) throw mismatch;
    if (this.version === "1.1" && this.#base !== SOAP_TYPES["1.1"]) throw this.#unsupportedType();
    if (this.version === "1.1" && this.context.request.headers["soapaction"] === undefined) {
      this.context.findings.add(asmxFinding("no-soapaction"));
    }
    if (this.version === "1.2" && this.#base === SOAP_TYPES["1.1"]) {
      this.context.findings.add(asmxFinding("soap12-as-xml"));
    }
  }

  /** The version of an envelope's namespace, or the fault for an unknown one, which is always a 1.1 envelope. */
  #takeVersion(namespace: string): RefusedSoap | null {
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

  #unsupportedType(): RefusedSoap {
    const text = `Server found request content type to be '${this.#contentType}', but expected '${SOAP_TYPES[this.version]}'.`;
    return new RefusedSoap(415, this.version, "Client", exception(SOAP_EXCEPTION, text, STACKS.read));
  }

  #decode(): Decoded {
    const decoded = decodeEnvelope(this.context.request.body, this.#base, parameterOf(this.#contentType, "charset"));
    for (const finding of decoded.findings) this.context.findings.add(finding);
    return decoded;
  }

  #noteHeaders(soapAction: string | undefined): void {
    if (soapAction !== undefined && this.version === "1.2") {
      this.context.findings.add(asmxFinding("soapaction-ignored"));
    }
    if (this.context.request.headers["content-encoding"] !== undefined) {
      this.context.findings.add(asmxFinding("content-encoding"));
    }
  }
}

function readerOf({ text, broken }: Decoded): XmlReader {
  return new XmlReader(text, broken);
}
