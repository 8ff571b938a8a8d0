// The table: every operation of the control API, once. Types, checks, routes, the OpenAPI document, clients, the page's
// calls and command-line flags follow from it.

import { accounts } from "./operations/accounts.ts";
import { callbacks } from "./operations/callbacks.ts";
import { clockOperations } from "./operations/clock.ts";
import { conductOperation } from "./operations/conduct.ts";
import { emulatorOperations } from "./operations/emulator.ts";
import { eventOperations } from "./operations/events.ts";
import { exportOperation } from "./operations/export.ts";
import { inboundOperations } from "./operations/inbound.ts";
import { messages } from "./operations/messages.ts";
import { overviewOperation } from "./operations/overview.ts";
import { phoneOperations } from "./operations/phones.ts";
import { requests } from "./operations/requests.ts";
import { sandboxes, sandboxItself } from "./operations/sandboxes.ts";
import { nextOperation, scenarioOperations } from "./operations/scenario.ts";
import { snapshotOperations } from "./operations/snapshots.ts";
import { verifyOperation } from "./operations/verify.ts";
import { waitOperation } from "./operations/wait.ts";

/** Operations of one sandbox: methods of its handle. */
const sandbox = {
  ...sandboxItself,
  ...snapshotOperations,
  clock: clockOperations,
  accounts,
  scenario: scenarioOperations,
  ...nextOperation,
  ...messages,
  ...requests,
  ...callbacks,
  ...inboundOperations,
  ...phoneOperations,
  ...waitOperation,
  ...verifyOperation,
  ...exportOperation,
  ...conductOperation,
  ...overviewOperation,
};

export const table = { ...emulatorOperations, ...eventOperations, sandboxes, sandbox };
export type ApiTable = typeof table;
