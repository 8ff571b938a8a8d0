// Handles a SOAP request: routing, the order of the engine's checks, and the answers to its call (asmx.md sections 3 to 6). The
// stages and what each failure becomes:
//   headers name no operation            fault (1.1) or the body is asked (1.2)
//   content type is not SOAP's           415 without a body
//   envelope of unknown namespace        VersionMismatch, before any other complaint
//   unreadable while routing by the body 500 Server/Receiver; after routing 400 without a body
//   Body missing, a value does not parse Client/Sender "Server was unable to read request."
//   the body is over maxRequestLength    Server/Receiver "There was an exception running the extensions ..."
//   the method throws                    Server/Receiver "Server was unable to process request."

import type { HttpAnswer, HttpRequest } from "../http/call.ts";
import type { CompiledOperation } from "./compile.ts";
import type { AsmxContext, AsmxRequest } from "./context.ts";
import type { EnvelopeContent } from "./envelope.ts";
import {
  exception,
  exceptionText,
  type NetException,
  SOAP_EXCEPTION,
  SOAP_HEADER_EXCEPTION,
  STACKS,
  thrownByMethod,
} from "./exception.ts";
import { asmxFinding } from "./findings.ts";
import { respond, showsDetails, withContentEncoding } from "./respond.ts";
import type { AsmxReturn, AsmxSettings } from "./service.ts";
import {
  ENVELOPE_NAMESPACES,
  type FaultCode,
  faultEnvelope,
  resultEnvelope,
  SOAP_CONTENT_TYPES,
  type SoapVersion,
} from "./soap-answer.ts";
import { SoapReader, UNABLE_TO_PROCESS } from "./soap-reader.ts";

export function readSoap(context: AsmxContext): AsmxRequest {
  const read = readUnencoded(context);
  // The engine learns of the header once it has read the body, which it has not of one that is too long.
  if (context.tooLong) return read;
  const encoded = (answer: HttpAnswer): HttpAnswer => withContentEncoding(answer, context.request);
  if (read.call === null) return { ...read, answer: encoded(read.answer) };
  const { returned, thrown } = read;
  return { ...read, returned: (value) => encoded(returned(value)), thrown: (error) => encoded(thrown(error)) };
}

function readUnencoded(context: AsmxContext): AsmxRequest {
  const { settings, findings, request } = context;
  const reader = new SoapReader(context);
  let content: EnvelopeContent;
  try {
    content = reader.read();
  } catch (error) {
    const refused = reader.refusal(error);
    const body = refused.status === 500 ? fault(settings, refused.version, refused.code, refused.thrown) : "";
    if (refused.status !== 500) {
      findings.add(asmxFinding("refused", { status: refused.status, exception: exceptionText(refused.thrown, false) }));
    }
    const answer = respond(settings, refused.status, "early", SOAP_CONTENT_TYPES[refused.version], body);
    return { answer, operation: reader.operationName, channel: reader.channel, call: null };
  }
  const operation = reader.routed();
  const { channel } = reader;
  const { name } = operation.operation;
  return {
    operation: name,
    channel,
    call: { operation: name, args: content.values, channel, request },
    returned: (value) => answerReturned(reader, operation, content, value),
    thrown: (error) => thrownAnswer(settings, reader.version, error),
  };
}

/** The same fault for a request that is not read again: the version is that of the envelope's namespace. */
export function soapFailure(settings: AsmxSettings, request: HttpRequest, error: Error): HttpAnswer {
  const version = request.body.includes(ENVELOPE_NAMESPACES["1.2"]) ? "1.2" : "1.1";
  return withContentEncoding(thrownAnswer(settings, version, error), request);
}

function thrownAnswer(settings: AsmxSettings, version: SoapVersion, error: unknown): HttpAnswer {
  const thrown = exception(SOAP_EXCEPTION, UNABLE_TO_PROCESS, [], thrownByMethod(error));
  return faultAnswer(settings, version, "Server", thrown);
}

function answerReturned(
  reader: SoapReader,
  operation: CompiledOperation,
  content: EnvelopeContent,
  returned: AsmxReturn,
): HttpAnswer {
  const { version } = reader;
  const { settings, compiled } = reader.context;
  const contentType = SOAP_CONTENT_TYPES[version];
  if (returned.kind === "raw") {
    return respond(settings, returned.status ?? 200, "fresh", returned.contentType ?? contentType, returned.body);
  }
  if (returned.kind === "fault") {
    const { code, message, actor = "", detail } = returned;
    const thrown = exception(SOAP_EXCEPTION, message, STACKS.invoke);
    if (returned.isVerbatim !== true) return faultAnswer(settings, version, code, thrown, actor);
    return respond(settings, 500, "fresh", contentType, faultEnvelope(version, code, message, actor, detail));
  }
  if (content.notUnderstood !== null) {
    const thrown = exception(
      SOAP_HEADER_EXCEPTION,
      `SOAP header ${content.notUnderstood} was not understood.`,
      STACKS.header,
    );
    return faultAnswer(settings, version, "MustUnderstand", thrown);
  }
  const own = compiled.service.namespace;
  const namespace = compiled.service.anyNamespace === true ? (content.wrapperNamespace ?? own) : own;
  return respond(
    settings,
    200,
    "fresh",
    contentType,
    resultEnvelope(version, operation, namespace, returned, settings.utcOffset),
  );
}

function fault(
  settings: AsmxSettings,
  version: SoapVersion,
  code: FaultCode,
  thrown: NetException,
  actor = "",
): string {
  return faultEnvelope(version, code, exceptionText(thrown, showsDetails(settings)), actor);
}

function faultAnswer(
  settings: AsmxSettings,
  version: SoapVersion,
  code: FaultCode,
  thrown: NetException,
  actor = "",
): HttpAnswer {
  return respond(settings, 500, "fresh", SOAP_CONTENT_TYPES[version], fault(settings, version, code, thrown, actor));
}
