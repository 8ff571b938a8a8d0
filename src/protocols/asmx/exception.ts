// .NET exceptions as they show on the wire: a chain of messages, or `ToString()` with types and stack (asmx.md section 6).

/** An exception of a chain. */
export interface NetException {
  readonly type: string;
  readonly message: string;
  /** Frames without the leading `   at `. */
  readonly stack: readonly string[];
  readonly inner?: NetException;
}

export const SOAP_EXCEPTION = "System.Web.Services.Protocols.SoapException";
export const SOAP_HEADER_EXCEPTION = "System.Web.Services.Protocols.SoapHeaderException";
export const XML_EXCEPTION = "System.Xml.XmlException";
export const INVALID_OPERATION = "System.InvalidOperationException";
export const ARGUMENT_EXCEPTION = "System.ArgumentException";

const SERVER = "System.Web.Services.Protocols";
const INITIALIZE = [
  `${SERVER}.SoapServerProtocol.RouteRequest(SoapServerMessage message)`,
  `${SERVER}.SoapServerProtocol.Initialize()`,
  `${SERVER}.ServerProtocol.SetContext(Type type, HttpContext context, HttpRequest request, HttpResponse response)`,
  `${SERVER}.ServerProtocolFactory.Create(Type type, HttpContext context, HttpRequest request, HttpResponse response, Boolean& abortProcessing)`,
];
const PROCESS = `${SERVER}.WebServiceHandler.CoreProcessRequest()`;

/** Stacks by the stage at which an exception is thrown. */
export const STACKS = {
  route11: [`${SERVER}.Soap11ServerProtocolHelper.RouteRequest()`, ...INITIALIZE],
  route12: [`${SERVER}.Soap12ServerProtocolHelper.RouteRequest()`, ...INITIALIZE],
  version: [
    `${SERVER}.SoapServerProtocol.CheckHelperVersion()`,
    `${SERVER}.SoapServerProtocol.ReadParameters()`,
    PROCESS,
  ],
  extensions: INITIALIZE.slice(1),
  read: [`${SERVER}.SoapServerProtocol.ReadParameters()`, PROCESS],
  header: [
    `${SERVER}.SoapHeaderHandling.EnsureHeadersUnderstood(SoapHeaderCollection headers)`,
    `${SERVER}.SoapServerProtocol.WriteReturns(Object[] returnValues, Stream outputStream)`,
    `${SERVER}.WebServiceHandler.WriteReturns(Object[] returnValues)`,
    `${SERVER}.WebServiceHandler.Invoke()`,
  ],
  deserialize: [
    "System.Xml.Serialization.XmlSerializer.Deserialize(XmlReader xmlReader, String encodingStyle, XmlDeserializationEvents events)",
    "System.Xml.Serialization.XmlSerializer.Deserialize(XmlReader xmlReader, String encodingStyle)",
    `${SERVER}.SoapServerProtocol.ReadParameters()`,
  ],
  parse: ["System.Xml.Serialization.XmlSerializationReader.ToValue(String value)"],
  invoke: [
    `${SERVER}.LogicalMethodInfo.Invoke(Object target, Object[] values)`,
    `${SERVER}.WebServiceHandler.Invoke()`,
  ],
  formName: [`${SERVER}.HttpServerProtocol.Initialize()`, ...INITIALIZE.slice(2)],
  formRead: [
    `${SERVER}.ValueCollectionParameterReader.Read(NameValueCollection collection)`,
    `${SERVER}.HttpServerProtocol.ReadParameters()`,
    PROCESS,
  ],
  pathInfo: [
    `${SERVER}.WebServiceHandlerFactory.CoreGetHandler(Type type, HttpContext context, HttpRequest request, HttpResponse response)`,
  ],
} as const;

export function exception(type: string, message: string, stack: readonly string[], inner?: NetException): NetException {
  return inner === undefined ? { type, message, stack } : { type, message, stack, inner };
}

/** Exception of a method, as .NET would have it: an error's `name` is the type when it looks like one of .NET's. */
export function thrownByMethod(error: unknown): NetException {
  if (!(error instanceof Error)) return exception("System.Exception", String(error), STACKS.invoke);
  return exception(error.name.includes(".") ? error.name : "System.Exception", error.message, STACKS.invoke);
}

/** Messages joined by ` ---> `, or the whole `ToString()` when `details`; `encode` is applied to each message alone. */
export function exceptionText(
  thrown: NetException,
  details: boolean,
  encode: (message: string) => string = (message) => message,
): string {
  const message = encode(thrown.message);
  const inner = thrown.inner === undefined ? "" : ` ---> ${exceptionText(thrown.inner, details, encode)}`;
  if (!details) return message + inner;
  const seam = inner === "" ? "" : "\r\n   --- End of inner exception stack trace ---";
  return `${thrown.type}: ${message}${inner}${seam}${thrown.stack.map((frame) => `\r\n   at ${frame}`).join("")}`;
}
