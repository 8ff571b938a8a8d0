// The library: everything public, nothing else.

export type { AccountInput, AccountView as Account } from "./api/schema/account.ts";
export type { CallbackView as Callback, MessageHistory } from "./api/schema/callback.ts";
export type { Advanced, ApiEvent as Event } from "./api/schema/event.ts";
export type { FilterInput } from "./api/schema/filter.ts";
export type { InboundView as InboundMessage, MessageView as Message } from "./api/schema/message.ts";
export type { RequestRow, RequestView as Request, SmppSessionView as SmppSession } from "./api/schema/request.ts";
export type { ClockInput, SandboxView } from "./api/schema/sandbox.ts";
export type { ScenarioSource, ScenarioView } from "./api/schema/scenario.ts";
export type { Expectation, Verified, Waited, WaitInput } from "./api/schema/wait.ts";
export { connectEmulator } from "./client/connect.ts";
export type { RemoteOptions } from "./client/remote.ts";
export type { Emulator, LocalEmulator, Sandbox, SandboxOptions, WrittenScenario } from "./client/sandbox.ts";
export { startEmulator } from "./client/start-emulator.ts";
export type { Options } from "./config/config.ts";
export type { Status } from "./core/status.ts";
export { UsageError } from "./core/usage-error.ts";
export type { StartOptions } from "./emulator.ts";
export type { OperationName, ProviderId } from "./providers/index.ts";
export type { ScenarioInput as Scenario } from "./scenario/file/schema.ts";
