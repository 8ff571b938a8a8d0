// Calls within the process: checked as if they came over HTTP.

import { UsageError } from "../core/usage-error.ts";
import { type Api, forCall } from "./api.ts";
import { calledAs } from "./called-as.ts";
import { checkInput } from "./check.ts";
import type { Invoke } from "./client.ts";

export function inProcess(emulator: Api): Invoke {
  const api = { ...emulator, ...calledAs(emulator, null) };
  return async (operation, input, signal) => {
    if (api.stopped.aborted)
      throw new UsageError({
        where: "emulator",
        problem: "is stopped",
        remedy: "start another one with startEmulator",
      });
    return operation.run(forCall(api, operation, signal) as never, checkInput(operation, input) as never, signal);
  };
}
