// Calls within the process: checked as if they came over HTTP.

import { type Api, forCall } from "./api.ts";
import { checkInput } from "./check.ts";
import type { Invoke } from "./client.ts";

export function inProcess(api: Api): Invoke {
  return async (operation, input, signal) =>
    operation.run(forCall(api, operation, signal) as never, checkInput(operation, input) as never, signal);
}
