// The library: everything public, nothing else.

export { connectEmulator } from "./client/connect.ts";
export type { RemoteOptions } from "./client/remote.ts";
export { startEmulator } from "./client/start-emulator.ts";
export type { Options } from "./config/config.ts";
export type { Control } from "./control/control.ts";
export type { Advance, Advanced, CallbackView, CallRow, CallView, Desk, MessageStory } from "./control/desk-type.ts";
export type { CallbackWanted, CallWanted, InboundWanted, MessageWanted, Page } from "./control/filter-type.ts";
export type { AccountWish, ClockWish, NewSandbox, SandboxInfo } from "./control/sandbox-type.ts";
export type { ScenarioSource, ScenarioView } from "./control/scenario-type.ts";
export type { Checked, Expectation, Waited, Wanted } from "./control/wait-type.ts";
export type { TestDesk } from "./control/waits.ts";
export type { Account } from "./core/account.ts";
export type { InboundFromPhone } from "./core/inbound-messages.ts";
export type { Inbound, Message } from "./core/message.ts";
export type { Status } from "./core/status.ts";
export { UsageError } from "./core/usage-error.ts";
export type { Emulator, LocalEmulator, StartOptions } from "./emulator.ts";
