// Handles a request as an ASP.NET .asmx service does (asmx.md): chooses the handler (section 2) and answers.
//
// Left to the listener, because they are below the handler:
// - `Expect: 100-continue` gets `HTTP/1.1 100 Continue` before the body is read; chunked bodies are accepted.
// - A POST with neither Content-Length nor chunked gets http.sys's `411 Length Required`; Content-Length: 0 comes here.
// - HTTP/1.0 requests get an `HTTP/1.1` status line and the connection is closed unless `Connection: keep-alive` was sent.
// - Always Content-Length, never chunked; the body of an answer to HEAD is not sent, its length is.
// - `Date` and `Content-Length` follow the headers given here, in this order and spelling.
// - A body over `maxRequestLength` (4096 KB) need not be kept: `tooLarge` answers without it. IIS itself refuses above
//   30,000,000 bytes with 404.13.
// Left to the router: the path of a service in any case (`/SERVICE.ASMX`, `/Service.asmx/Operation`), and 404 for others.

import type { HttpAnswer, HttpRequest } from "../http/call.ts";
import { type AsmxAddress, addressOf } from "./address.ts";
import { compileService } from "./compile.ts";
import { baseType } from "./content-type.ts";
import { type AsmxContext, type AsmxRequest, tooLongException } from "./context.ts";
import { errorPage, verbNotAllowed, verbOptions } from "./error-page.ts";
import { exception, INVALID_OPERATION, STACKS, thrownByMethod } from "./exception.ts";
import { asmxFinding, createFindings } from "./findings.ts";
import { readForm } from "./form.ts";
import { createPages } from "./pages.ts";
import { respond } from "./respond.ts";
import type { AsmxInvoke, AsmxPerformed, AsmxResult, AsmxService, AsmxSettings } from "./service.ts";
import { readSoap, soapFailure } from "./soap.ts";

export interface Asmx<T extends AsmxPerformed> {
  /** Synchronous, except for pages and WSDL. Throws or rejects only for a bug of ours. */
  answer(request: HttpRequest): AsmxResult<T> | Promise<AsmxResult<T>>;
  /** For a listener that does not keep bodies over its bound: what `answer` says to a body over `maxRequestLength`. */
  tooLarge(request: HttpRequest): AsmxResult<T>;
  /** The answer when something behind the method broke: as if the method had thrown. */
  failure(request: HttpRequest, error: Error): HttpAnswer;
}

/** Throws when the declaration contradicts itself (an alias of an unknown operation). */
export function createAsmx<T extends AsmxPerformed>(
  service: AsmxService,
  settings: AsmxSettings,
  invoke: AsmxInvoke<T>,
): Asmx<T> {
  const compiled = compileService(service);
  const pages = createPages(service, settings);
  const postOpen = service.httpPost || settings.clients === "local";

  const begin = (request: HttpRequest, tooLong: boolean): AsmxContext => {
    const findings = createFindings();
    if (tooLong) findings.add(asmxFinding("too-long", { kilobytes: settings.maxRequestLength }));
    return { compiled, settings, request, findings, tooLong };
  };

  /** Verbs that no handler takes, and whatever has path info; null for the rest. */
  const withoutSoap = (context: AsmxContext, address: AsmxAddress): AsmxRequest | null => {
    const { request, findings } = context;
    const { method } = request;
    if (method === "OPTIONS") return refused(verbOptions(settings));
    if (method === "HEAD") {
      const thrown = exception("System.Web.HttpException", "Request format is unrecognized.", STACKS.pathInfo);
      return refused(errorPage(settings, 405, thrown));
    }
    if (method !== "POST" && method !== "GET") return refused(verbNotAllowed(settings));
    if (address.pathInfo === "") return null;
    if (settings.scriptHandler && isScriptCall(request, address)) {
      return refused(respond(settings, 500, "early", "application/json; charset=utf-8", SCRIPT_REFUSAL));
    }
    const open = method === "POST" ? postOpen : service.httpGet;
    if (open && address.pathInfo !== "/") return readForm(context, address.pathInfo.slice(1));
    const text = `Request format is unrecognized for URL unexpectedly ending in '${address.pathInfo}'.`;
    findings.add(asmxFinding("binding-off", { answer: text, method }));
    return refused(errorPage(settings, 500, exception(INVALID_OPERATION, text, STACKS.pathInfo)));
  };

  /** Runs the method of a request that names one. */
  const finish = (read: AsmxRequest, { findings }: AsmxContext): AsmxResult<T> => {
    const { operation, channel, call } = read;
    const page = read.page === undefined ? {} : { page: read.page };
    const unanswered = { operation, channel, call, ...page, performed: null, findings: findings.list };
    if (read.call === null) return { ...unanswered, answer: read.answer };
    let performed: T;
    try {
      performed = invoke(read.call);
    } catch (error) {
      return { ...unanswered, answer: read.thrown(error), thrown: error };
    }
    return { ...unanswered, answer: read.returned(performed.returned), performed };
  };

  return {
    answer(request) {
      const context = begin(request, request.body.length > settings.maxRequestLength * 1024);
      const address = addressOf(request);
      const early = withoutSoap(context, address);
      if (early !== null) return finish(early, context);
      if (request.method === "POST") return finish(readSoap(context), context);
      return pages
        .answer(address, request.query)
        .then(({ answer, page }) => finish({ ...refused(answer), page }, context));
    },
    tooLarge(request) {
      const context = begin(request, true);
      if (request.method !== "POST") return finish(refused(errorPage(settings, 500, tooLongException())), context);
      return finish(withoutSoap(context, addressOf(request)) ?? readSoap(context), context);
    },
    failure(request, error) {
      const soap = request.method === "POST" && addressOf(request).pathInfo === "";
      return soap ? soapFailure(settings, request, error) : errorPage(settings, 500, thrownByMethod(error));
    },
  };
}

function refused(answer: HttpAnswer): AsmxRequest {
  return { answer, operation: null, channel: null, call: null };
}

const SCRIPT_REFUSAL =
  '{"Message":"Only Web services with a [ScriptService] attribute on the class definition can be called from script.","StackTrace":null,"ExceptionType":"System.InvalidOperationException"}';

function isScriptCall(request: HttpRequest, { pathInfo }: AsmxAddress): boolean {
  const lower = pathInfo.toLowerCase();
  return (
    lower === "/js" || lower === "/jsdebug" || baseType(request.headers["content-type"] ?? "") === "application/json"
  );
}
