// The HTTP GET and POST bindings: `/Service.asmx/Operation` with a query or a form (asmx.md section 7).

import type { HttpAnswer, HttpRequest } from "../http/call.ts";
import { charsetDecoder, decodeUtf8 } from "./charsets.ts";
import type { CompiledOperation, CompiledService } from "./compile.ts";
import { baseType, parameterOf } from "./content-type.ts";
import { type AsmxContext, type AsmxRequest, tooLongException } from "./context.ts";
import { escapeAttribute, escapeText, htmlEncode } from "./escape.ts";
import {
  ARGUMENT_EXCEPTION,
  exception,
  exceptionText,
  INVALID_OPERATION,
  type NetException,
  SOAP_EXCEPTION,
  STACKS,
  thrownByMethod,
} from "./exception.ts";
import { asmxFinding, type Findings } from "./findings.ts";
import { parseFormValue } from "./form-values.ts";
import { type CacheKind, respond, showsDetails } from "./respond.ts";
import type { AsmxReturn, AsmxSettings, AsmxValue } from "./service.ts";
import { isList } from "./soap-answer.ts";
import { type Field, MAX_FIELDS, parseFields } from "./url-decode.ts";
import { formatValue, missingValue, NET_TYPES } from "./values.ts";

/** Ends the reading of a request with an exception. */
class RefusedForm extends Error {
  readonly thrown: NetException;
  constructor(thrown: NetException) {
    super(thrown.message);
    this.thrown = thrown;
  }
}

/** `name` is the path info without its slash, percent-decoded. */
export function readForm(context: AsmxContext, name: string): AsmxRequest {
  const { compiled, settings, request } = context;
  const channel = request.method === "POST" ? "form" : "get";
  let operation: string | null = null;
  try {
    const compiledOperation = operationNamed(compiled, name);
    operation = compiledOperation.operation.name;
    return {
      operation,
      channel,
      call: { operation, args: readArguments(compiledOperation, context), channel, request },
      returned: (value) => answerReturned(compiled, compiledOperation, settings, value),
      thrown: (error) => errorText(settings, thrownByMethod(error), "fresh"),
    };
  } catch (error) {
    if (!(error instanceof RefusedForm)) throw error;
    return { answer: errorText(settings, error.thrown, "early"), operation, channel, call: null };
  }
}

function operationNamed(compiled: CompiledService, name: string): CompiledOperation {
  const exact = compiled.byName.get(name);
  if (exact?.onHttp === true) return exact;
  const folded = name.toLowerCase();
  for (const candidate of compiled.service.operations) {
    if (candidate.name.toLowerCase() !== folded || compiled.byName.get(candidate.name)?.onHttp !== true) continue;
    const text = `Invalid method name '${name}',  method names are case sensitive.   The method name '${candidate.name}' with the same name but different casing was found.\r\nParameter name: methodName`;
    throw new RefusedForm(exception(ARGUMENT_EXCEPTION, text, STACKS.formName));
  }
  throw new RefusedForm(exception(INVALID_OPERATION, `${name} Web Service method name is not valid.`, STACKS.formName));
}

function readArguments(compiled: CompiledOperation, context: AsmxContext): ReadonlyMap<string, AsmxValue> {
  const { settings, request, findings } = context;
  if (context.tooLong && request.method === "POST") throw new RefusedForm(tooLongException());
  const fields = joined(readFields(request, findings));
  if (settings.requestValidation) refuseMarkup(fields, request.method === "POST" ? "Form" : "QueryString");
  const args = new Map<string, AsmxValue>();
  for (const { name, type, nullable = false, isOptional = false } of compiled.operation.parameters) {
    const text = fields.get(name.toLowerCase())?.value;
    if (isOptional && (text === undefined || text.trim() === "")) {
      args.set(name, missingValue(type, nullable));
      continue;
    }
    if (text === undefined) {
      throw new RefusedForm(exception(INVALID_OPERATION, `Missing parameter: ${name}.`, STACKS.formRead));
    }
    const parsed = parseFormValue(type, text, settings);
    if (!parsed.ok) {
      const inner = exception(parsed.refusal.type, parsed.refusal.message, STACKS.parse);
      const message = `Cannot convert ${text} to ${NET_TYPES[type].name}.\r\nParameter name: type`;
      throw new RefusedForm(exception(ARGUMENT_EXCEPTION, message, STACKS.formRead, inner));
    }
    args.set(name, parsed.value);
  }
  return args;
}

function readFields(request: HttpRequest, findings: Findings): readonly Field[] {
  if (request.method !== "POST") return bounded(parseFields(request.query, decodeUtf8));
  const contentType = request.headers["content-type"] ?? "";
  if (baseType(contentType) !== "application/x-www-form-urlencoded") {
    throw new RefusedForm(exception(INVALID_OPERATION, `Request format is invalid: ${contentType}.`, STACKS.formRead));
  }
  if (request.query !== "") findings.add(asmxFinding("query-of-post"));
  const charset = parameterOf(contentType, "charset");
  const named = charset === null ? null : charsetDecoder(charset);
  const decode = named ?? decodeUtf8;
  return bounded(parseFields(request.body.toString("latin1"), decode));
}

function bounded(fields: readonly Field[] | null): readonly Field[] {
  if (fields !== null) return fields;
  const text = "Operation is not valid due to the current state of the object.";
  throw new RefusedForm(
    exception(INVALID_OPERATION, text, [
      `System.Web.HttpValueCollection.ThrowIfMaxHttpCollectionKeysExceeded() (${MAX_FIELDS})`,
    ]),
  );
}

/** Names in any case; the values of a repeated one are joined with commas. */
function joined(fields: readonly Field[]): ReadonlyMap<string, { readonly name: string; readonly value: string }> {
  const values = new Map<string, { name: string; parts: string[] }>();
  for (const { name, value } of fields) {
    if (name === null) continue;
    const earlier = values.get(name.toLowerCase());
    if (earlier === undefined) values.set(name.toLowerCase(), { name, parts: [value] });
    else earlier.parts.push(value);
  }
  return new Map([...values].map(([folded, { name, parts }]) => [folded, { name, value: parts.join(",") }]));
}

/** ASP.NET 4's request validation: `<` before a letter, `!`, `/` or `?`, and `&#`. */
function refuseMarkup(
  fields: ReadonlyMap<string, { readonly name: string; readonly value: string }>,
  collection: string,
): void {
  for (const { name, value } of fields.values()) {
    const at = value.search(/<[a-zA-Z!/?]|&#/);
    if (at < 0) continue;
    const start = Math.max(at - 10, 0);
    const excerpt = `${start > 0 ? "..." : ""}${value.slice(start, at + 20)}${value.length > at + 20 ? "..." : ""}`;
    const text = `A potentially dangerous Request.${collection} value was detected from the client (${name}="${excerpt}").`;
    throw new RefusedForm(
      exception("System.Web.HttpRequestValidationException", text, [
        "System.Web.HttpRequest.ValidateString(String value, String collectionKey, RequestValidationSource requestCollection)",
        ...STACKS.formRead,
      ]),
    );
  }
}

function errorText(settings: AsmxSettings, thrown: NetException, cache: CacheKind): HttpAnswer {
  const body = `${exceptionText(thrown, showsDetails(settings), htmlEncode)}\r\n`;
  return respond(settings, 500, cache, "text/plain; charset=utf-8", body);
}

const XSI = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

function answerReturned(
  { service }: CompiledService,
  { operation }: CompiledOperation,
  settings: AsmxSettings,
  returned: AsmxReturn,
): HttpAnswer {
  const contentType = "text/xml; charset=utf-8";
  if (returned.kind === "fault") {
    if (returned.isVerbatim === true)
      return respond(settings, 500, "fresh", "text/plain; charset=utf-8", `${returned.message}\r\n`);
    return errorText(settings, exception(SOAP_EXCEPTION, returned.message, STACKS.invoke), "fresh");
  }
  if (returned.kind === "raw") {
    return respond(settings, returned.status ?? 200, "fresh", returned.contentType ?? contentType, returned.body);
  }
  if (operation.result === "void") return respond(settings, 200, "fresh", null, "");
  const xmlns = `xmlns="${escapeAttribute(service.namespace)}"`;
  const root = operation.result === "stringArray" ? "ArrayOfString" : NET_TYPES[operation.result].xsd;
  return respond(
    settings,
    200,
    "fresh",
    contentType,
    `<?xml version="1.0" encoding="utf-8"?>\r\n${rootElement(root, xmlns, returned.result, settings)}`,
  );
}

function rootElement(
  root: string,
  xmlns: string,
  value: AsmxValue | readonly (string | null)[],
  settings: AsmxSettings,
): string {
  if (value === null) return `<${root} ${XSI} xsi:nil="true" ${xmlns} />`;
  if (isList(value)) {
    if (value.length === 0) return `<${root} ${XSI} ${xmlns} />`;
    const items = value.map((item) =>
      item === null ? '  <string xsi:nil="true" />' : `  ${simple("string", "", item)}`,
    );
    return `<${root} ${XSI} ${xmlns}>\r\n${items.join("\r\n")}\r\n</${root}>`;
  }
  return simple(root, ` ${xmlns}`, formatValue(value, settings.utcOffset));
}

function simple(name: string, attributes: string, text: string): string {
  return text === "" ? `<${name}${attributes} />` : `<${name}${attributes}>${escapeText(text)}</${name}>`;
}
