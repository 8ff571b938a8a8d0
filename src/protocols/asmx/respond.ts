// Header lines of every answer, in IIS's order (asmx.md section 1). Date and Content-Length are the listener's.

import type { HttpAnswer, HttpRequest } from "../http/call.ts";
import type { AsmxSettings } from "./service.ts";

/** `fresh` once the method was selected and the parameters were read, also for WSDL, disco and help; `early` before, and for error pages. */
export type CacheKind = "fresh" | "early";

export function respond(
  settings: AsmxSettings,
  status: number,
  cache: CacheKind,
  contentType: string | null,
  body: string | Buffer,
): HttpAnswer {
  const headers: (readonly [string, string])[] = [
    ["Cache-Control", cache === "fresh" ? "private, max-age=0" : "private"],
  ];
  if (contentType !== null) headers.push(["Content-Type", contentType]);
  headers.push(...settings.serverHeaders);
  return { status, headers, body };
}

/** The answer with the Content-Encoding of its request: a SOAP answer repeats it, whatever it is. */
export function withContentEncoding(answer: HttpAnswer, request: HttpRequest): HttpAnswer {
  const encoding = request.headers["content-encoding"] ?? "";
  if (encoding === "") return answer;
  const headers = [...answer.headers];
  headers.splice(headers.findIndex(([name]) => name === "Content-Type") + 1, 0, ["Content-Encoding", encoding]);
  return { ...answer, headers };
}

/** Whether faults and errors carry types and stack (section 6). */
export function showsDetails(settings: AsmxSettings): boolean {
  return settings.customErrors === "Off" || (settings.customErrors === "RemoteOnly" && settings.clients === "local");
}
