// `torpedo-sms/client`: an emulator that runs elsewhere, without the code of a server.

export { UsageError } from "../core/usage-error.ts";
export { connectEmulator } from "./connect.ts";
export type { RemoteOptions } from "./remote.ts";
export type { Emulator, Sandbox, SandboxOptions } from "./sandbox.ts";
