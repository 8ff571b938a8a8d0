// The library: everything public, nothing else.

export type { Options } from "./config/config.ts";
export type { Account } from "./core/account.ts";
export type { Inbound, Message } from "./core/message.ts";
export type { Status } from "./core/status.ts";
export { UsageError } from "./core/usage-error.ts";
export { type Emulator, startEmulator } from "./emulator.ts";
