// The library: everything public, nothing else.

import type { Options } from "./config/config.ts";
import { type Emulator, startEmulator as start } from "./emulator.ts";

export { type AnyEmulator, connectEmulator, type RemoteEmulator } from "./client/connect.ts";
export type { RemoteOptions } from "./client/remote.ts";
export type { Options } from "./config/config.ts";
export type { Control } from "./control/control.ts";
export type { Advance, Advanced, CallbackView, CallRow, CallView, Desk, MessageStory } from "./control/desk-type.ts";
export type { CallbackWanted, CallWanted, InboundWanted, MessageWanted, Page } from "./control/filter-type.ts";
export type { AccountWish, ClockWish, NewSandbox, SandboxInfo } from "./control/sandbox-type.ts";
export type { ScenarioSource, ScenarioView } from "./control/scenario-type.ts";
export type { Checked, Expectation, Waited, Wanted } from "./control/wait-type.ts";
export type { TestDesk } from "./control/waits.ts";
export type { Account } from "./core/account.ts";
export type { InboundFromPhone } from "./core/inbound.ts";
export type { Inbound, Message } from "./core/message.ts";
export type { Status } from "./core/status.ts";
export { UsageError } from "./core/usage-error.ts";
export type { Emulator } from "./emulator.ts";

/**
 * Starts an emulator in this process: unless the options say otherwise on free ports of this machine, with everything in
 * memory, so that nothing is left behind and any number may run side by side. Reads no environment and no config file.
 * @throws UsageError when the options do not go together, a file is not right or a port is taken
 */
export function startEmulator(options: Options = {}): Promise<Emulator> {
  const secure = options.tlsCert === undefined || options.tlsKey === undefined ? {} : { httpsPort: 0 };
  return start({ httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:", ...secure, ...options });
}
