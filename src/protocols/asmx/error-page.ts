// Pages for what is not SOAP's: ASP.NET's error pages (asmx.md section 1), in our own words but with its status, headers,
// titles and the places where the exception's type and message stand.

import type { HttpAnswer } from "../http/call.ts";
import { htmlEncode } from "./escape.ts";
import { exceptionText, type NetException } from "./exception.ts";
import { respond, showsDetails } from "./respond.ts";
import type { AsmxSettings } from "./service.ts";

const STYLE =
  "body { font-family: Verdana, Arial, sans-serif; font-size: .8em; margin: 1em; } h1 { color: #a00; font-size: 1.6em; } h2 { font-style: italic; font-size: 1.2em; } pre { background: #ffc; padding: .5em; }";

/** An unhandled exception: "Runtime Error" without details, or the exception's own page. */
export function errorPage(settings: AsmxSettings, status: number, thrown: NetException): HttpAnswer {
  const body = showsDetails(settings) ? detailsPage(thrown) : runtimeError();
  return respond(settings, status, "early", "text/html; charset=utf-8", body);
}

function page(title: string, inside: readonly string[]): string {
  return [
    "<!DOCTYPE html>",
    "<html>",
    "<head>",
    `<title>${htmlEncode(title)}</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    "<h1>Server Error in '/' Application.</h1>",
    `<h2>${htmlEncode(title)}</h2>`,
    ...inside,
    "</body>",
    "</html>",
    "",
  ].join("\r\n");
}

function runtimeError(): string {
  return page("Runtime Error", [
    "<p><b>Description:</b> The application failed while it answered this request. Its settings keep the details of errors from remote clients.</p>",
    "<p><b>Details:</b> Whoever runs the server can show them by setting customErrors to Off.</p>",
  ]);
}

function detailsPage(thrown: NetException): string {
  return page(thrown.message, [
    "<p><b>Description:</b> An unhandled exception occurred during the execution of the current web request. The stack trace below says where.</p>",
    `<p><b> Exception Details: </b>${htmlEncode(`${thrown.type}: ${thrown.message}`)}</p>`,
    "<p><b>Source Error:</b> there is no source file for it.</p>",
    `<p><b>Stack Trace:</b></p><pre>${htmlEncode(exceptionText(thrown, true))}</pre>`,
    "<hr>",
    "<p><b>Version Information:</b>&nbsp;Microsoft .NET Framework Version:4.0.30319; ASP.NET Version:4.0.30319</p>",
  ]);
}

/** IIS's own answer to a verb that no handler takes (PUT, DELETE and others). */
export function verbNotAllowed(settings: Pick<AsmxSettings, "serverHeaders">): HttpAnswer {
  const body = [
    "<!DOCTYPE html>",
    "<html>",
    "<head><title>405 - HTTP verb used to access this page is not allowed.</title></head>",
    "<body><h1>Server Error</h1><h2>405 - HTTP verb used to access this page is not allowed.</h2>",
    "<p>This address does not take the verb of the request.</p></body>",
    "</html>",
    "",
  ].join("\r\n");
  const headers: (readonly [string, string])[] = [
    ["Allow", "GET, HEAD, OPTIONS, TRACE"],
    ["Content-Type", "text/html"],
    ...iisHeaders(settings),
  ];
  return { status: 405, headers, body };
}

/** IIS's OPTIONSVerbHandler. */
export function verbOptions(settings: Pick<AsmxSettings, "serverHeaders">): HttpAnswer {
  const verbs = "OPTIONS, TRACE, GET, HEAD, POST";
  return { status: 200, headers: [["Allow", verbs], ["Public", verbs], ...iisHeaders(settings)], body: "" };
}

/** Answers that ASP.NET had no part in do not carry its version. */
function iisHeaders(settings: Pick<AsmxSettings, "serverHeaders">): readonly (readonly [string, string])[] {
  return settings.serverHeaders.filter(([name]) => name.toLowerCase() !== "x-aspnet-version");
}
