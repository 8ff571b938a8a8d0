// `torpedo-sms/client`: an emulator that runs elsewhere, without the code of a server.

export { UsageError } from "../core/usage-error.ts";
export type { Emulator } from "../emulator.ts";
export { connectEmulator } from "./connect.ts";
export type { RemoteOptions } from "./remote.ts";
