// A request as the engine handles it: the request itself, and the service and settings that every stage reads.

import type { HttpAnswer, HttpRequest } from "../http/call.ts";
import type { CompiledService } from "./compile.ts";
import { exception, type NetException } from "./exception.ts";
import type { Findings } from "./findings.ts";
import type { AsmxCall, AsmxResult, AsmxReturn, AsmxSettings } from "./service.ts";

export interface AsmxContext {
  readonly compiled: CompiledService;
  readonly settings: AsmxSettings;
  readonly request: HttpRequest;
  readonly findings: Findings;
  /** The body is longer than maxRequestLength; it may not even be here. */
  readonly tooLong: boolean;
}

/** A request as a binding read it: answered already, or a call with the answers to its two ends. */
export type AsmxRequest = Pick<AsmxResult<never>, "operation" | "channel" | "page"> &
  (
    | { readonly call: null; readonly answer: HttpAnswer }
    | {
        readonly call: AsmxCall;
        returned(value: AsmxReturn): HttpAnswer;
        thrown(error: unknown): HttpAnswer;
      }
  );

/** Exception of reading a body that is too long. */
export function tooLongException(): NetException {
  return exception("System.Web.HttpException", "Maximum request length exceeded.", [
    "System.Web.HttpRequest.GetEntireRawContent()",
    "System.Web.HttpRequest.get_InputStream()",
  ]);
}
