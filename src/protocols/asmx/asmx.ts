// What an ASP.NET .asmx service does with a request (asmx.md, whole): which handler takes it (section 2), and the answer.
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
import { errorPage, verbNotAllowed, verbOptions } from "./error-page.ts";
import { exception, INVALID_OPERATION, STACKS, thrownByMethod } from "./exception.ts";
import { createFindings, type Findings } from "./findings.ts";
import { answerForm } from "./form.ts";
import { createPages } from "./pages.ts";
import { respond } from "./respond.ts";
import type { AsmxExchange, AsmxInvoke, AsmxService, AsmxSettings } from "./service.ts";
import { answerSoap, soapFailure } from "./soap.ts";
import { type Turn, tooLongException } from "./turn.ts";

export interface Asmx {
  /** Synchronous when `invoke` is, except for pages and WSDL. Throws or rejects only for a bug of ours. */
  answer(request: HttpRequest): AsmxExchange | Promise<AsmxExchange>;
  /** For a listener that does not keep bodies over its bound: what `answer` says to a body over `maxRequestLength`. */
  tooLarge(request: HttpRequest): AsmxExchange;
  /** The answer when something behind the method broke: as if the method had thrown. */
  failure(request: HttpRequest, error: Error): HttpAnswer;
}

/** Throws when the declaration contradicts itself (an alias of an unknown operation). */
export function createAsmx(service: AsmxService, settings: AsmxSettings, invoke: AsmxInvoke): Asmx {
  const compiled = compileService(service);
  const pages = createPages(service, settings);
  const postOpen = service.httpPost || settings.clients === "local";

  const begin = (request: HttpRequest, tooLong: boolean): Turn => {
    const findings = createFindings();
    if (tooLong)
      findings.add(`the body is longer than maxRequestLength (${settings.maxRequestLength} KB)`, "asmx.md 1");
    return { compiled, settings, invoke, request, findings, tooLong };
  };

  /** Verbs that no handler takes, and whatever has path info; null for the rest. */
  const withoutSoap = (turn: Turn, address: AsmxAddress): AsmxExchange | Promise<AsmxExchange> | null => {
    const { request, findings } = turn;
    const { method } = request;
    if (method === "OPTIONS") return plain(verbOptions(settings), findings);
    if (method === "HEAD") {
      const thrown = exception("System.Web.HttpException", "Request format is unrecognized.", STACKS.pathInfo);
      return plain(errorPage(settings, 405, thrown), findings);
    }
    if (method !== "POST" && method !== "GET") return plain(verbNotAllowed(settings), findings);
    if (address.pathInfo === "") return null;
    if (settings.scriptHandler && isScriptCall(request, address)) {
      return plain(respond(settings, 500, "early", "application/json; charset=utf-8", SCRIPT_REFUSAL), findings);
    }
    const open = method === "POST" ? postOpen : service.httpGet;
    if (open && address.pathInfo !== "/") return answerForm(turn, address.pathInfo.slice(1));
    const text = `Request format is unrecognized for URL unexpectedly ending in '${address.pathInfo}'.`;
    findings.add(`${text} The HTTP ${method} binding is off, as on a stock server`, "asmx.md 2");
    return plain(errorPage(settings, 500, exception(INVALID_OPERATION, text, STACKS.pathInfo)), findings);
  };

  return {
    answer(request) {
      const turn = begin(request, request.body.length > settings.maxRequestLength * 1024);
      const address = addressOf(request);
      const early = withoutSoap(turn, address);
      if (early !== null) return early;
      if (request.method === "POST") return answerSoap(turn);
      return pages.answer(address, request.query).then((answer) => plain(answer, turn.findings));
    },
    tooLarge(request) {
      const turn = begin(request, true);
      const exchange =
        request.method === "POST"
          ? (withoutSoap(turn, addressOf(request)) ?? answerSoap(turn))
          : plain(errorPage(settings, 500, tooLongException()), turn.findings);
      if (exchange instanceof Promise) throw new Error("a request that is too large was not refused at once");
      return exchange;
    },
    failure(request, error) {
      const soap = request.method === "POST" && addressOf(request).pathInfo === "";
      return soap ? soapFailure(settings, request, error) : errorPage(settings, 500, thrownByMethod(error));
    },
  };
}

function plain(answer: AsmxExchange["answer"], findings: Findings): AsmxExchange {
  return { answer, operation: null, channel: null, invoked: false, findings: findings.list };
}

const SCRIPT_REFUSAL =
  '{"Message":"Only Web services with a [ScriptService] attribute on the class definition can be called from script.","StackTrace":null,"ExceptionType":"System.InvalidOperationException"}';

function isScriptCall(request: HttpRequest, { pathInfo }: AsmxAddress): boolean {
  const lower = pathInfo.toLowerCase();
  return (
    lower === "/js" || lower === "/jsdebug" || baseType(request.headers["content-type"] ?? "") === "application/json"
  );
}
