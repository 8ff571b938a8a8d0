// One request being handled, with what every stage needs of its service.

import type { HttpRequest } from "../http/call.ts";
import type { CompiledService } from "./compile.ts";
import { exception, type NetException } from "./exception.ts";
import type { Findings } from "./findings.ts";
import type { AsmxInvoke, AsmxReturn, AsmxSettings } from "./service.ts";

export interface Turn {
  readonly compiled: CompiledService;
  readonly settings: AsmxSettings;
  readonly invoke: AsmxInvoke;
  readonly request: HttpRequest;
  readonly findings: Findings;
  /** The body is longer than maxRequestLength; it may not even be here. */
  readonly tooLong: boolean;
}

/** What reading a body that is too long throws. */
export function tooLongException(): NetException {
  return exception("System.Web.HttpException", "Maximum request length exceeded.", [
    "System.Web.HttpRequest.GetEntireRawContent()",
    "System.Web.HttpRequest.get_InputStream()",
  ]);
}

/** Runs the method and goes on at once or later, as it came back. */
export function invokeMethod<T>(
  call: () => AsmxReturn | Promise<AsmxReturn>,
  finish: (returned: AsmxReturn) => T,
  fail: (error: unknown) => T,
): T | Promise<T> {
  let returned: AsmxReturn | Promise<AsmxReturn>;
  try {
    returned = call();
  } catch (error) {
    return fail(error);
  }
  return returned instanceof Promise ? returned.then(finish, fail) : finish(returned);
}
