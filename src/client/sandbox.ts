// A sandbox and an emulator as the library shows them: one interface, in process and from afar.

import type { RequestListener } from "node:http";
import { type Client, clientOf, type Handle, handleOf, type Invoke } from "../api/client.ts";
import type { DeepReadonly } from "../api/operation.ts";
import type { FilterInput } from "../api/schema/filter.ts";
import type { SandboxInput } from "../api/schema/sandbox.ts";
import type { CheckedScenario, ScenarioRemoval, ScenarioSource, ScenarioView } from "../api/schema/scenario.ts";
import type { ItemOf, Waited } from "../api/schema/wait.ts";
import { type ApiTable, table } from "../api/table.ts";
import { noOptions } from "../config/options.ts";
import { isScenarioFile } from "../config/scenario-value.ts";
import { readText } from "../config/text-file.ts";
import type { Millis } from "../core/clock.ts";
import type { ListenerAddresses } from "../core/listener-addresses.ts";
import { isPlainObject } from "../core/plain-object.ts";
import { defaultSandbox } from "../core/sandbox.ts";
import { UsageError } from "../core/usage-error.ts";
import type { OwnListener } from "../providers/index.ts";
import type { ScenarioInput } from "../scenario/file/schema.ts";

/** An object, YAML or JSON text, the name of a file, or the name of a shipped scenario. */
export type WrittenScenario = ScenarioSource | string | DeepReadonly<ScenarioInput>;

type SandboxOperations = Handle<ApiTable["sandbox"]>;

/** A sandbox. Every method returns a promise. */
export interface Sandbox extends Omit<SandboxOperations, "scenario" | "fork"> {
  readonly name: string;
  readonly scenario: Omit<SandboxOperations["scenario"], "put" | "check"> & {
    /**
     * @param options `reset: true` empties the sandbox first, which a change of clock or seed needs where messages are
     * @throws UsageError with every finding; the active scenario stays
     */
    put(source: WrittenScenario, options?: ScenarioRemoval): Promise<ScenarioView>;
    check(source: WrittenScenario): Promise<CheckedScenario>;
  };
  /** Creates a sandbox that goes on from a snapshot, or from now, with credentials of its own. */
  fork(name: string, options?: { readonly snapshot?: string }): Promise<Sandbox>;
  /** Each wait resolves with the first match. @param timeout real time; default 5 s */
  waitForMessage(where?: FilterInput<"messages">, timeout?: Millis | string): Promise<ItemOf<"messages">>;
  waitForRequest(where?: FilterInput<"requests">, timeout?: Millis | string): Promise<ItemOf<"requests">>;
  /** Waits for a delivered callback, unless another state is given. */
  waitForCallback(where?: FilterInput<"callbacks">, timeout?: Millis | string): Promise<ItemOf<"callbacks">>;
  waitForInbound(where?: FilterInput<"inbound">, timeout?: Millis | string): Promise<ItemOf<"inbound">>;
  /**
   * Waits for a message with a one-time code. Resolves with the code of the latest one, as its text has it.
   * @param where `after`: only messages after this number count, not the code of an earlier login
   */
  waitForCode(where?: CodeFilter, timeout?: Millis | string): Promise<string>;
}

export type CodeFilter = FilterInput<"messages"> & { readonly after?: number };

export interface SandboxOptions extends Omit<SandboxInput, "scenario"> {
  readonly scenario?: WrittenScenario;
}

/** A running emulator. It is the sandbox `default`, and leads to every other. */
export interface Emulator<Own extends string = OwnListener> extends Sandbox {
  /** Every operation of the control API. */
  readonly control: Client<ApiTable>;
  /** Calls an operation that is no part of this version's table. */
  readonly carry: Invoke;
  readonly urls: ListenerAddresses<Own>;
  /** Token of the control API; null: it asks for none. */
  readonly token: string | null;
  /** PEM of the TLS listeners; null: none speaks TLS. */
  readonly certificate: string | null;
  /** A sandbox that exists; if it does not, its methods reject. */
  existing(name: string): Sandbox;
  /** A sandbox by name. Creates it with these options; without options, only if it does not exist. */
  sandbox(name: string, options?: SandboxOptions): Promise<Sandbox>;
  /** Stops the emulator; one that runs elsewhere goes on. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** An emulator that runs in this process. */
export interface LocalEmulator<Own extends string = OwnListener> extends Emulator<Own> {
  /** The Express app of the main HTTP listener, to be mounted in another app or given to supertest. */
  readonly app: RequestListener;
}

export function createEmulator(
  carry: Invoke,
  facts: Pick<Emulator<string>, "urls" | "token" | "certificate" | "stop">,
): Emulator<string> {
  const control = clientOf(table, carry);
  return {
    ...sandboxOf(carry, defaultSandbox),
    ...facts,
    control,
    carry,
    existing: (name) => sandboxOf(carry, name),
    async sandbox(name, options) {
      if (options !== undefined && !isPlainObject(options)) throw noOptions(options);
      const { scenario, ...rest } = options ?? {};
      const create = () =>
        control.sandboxes.create({
          ...rest,
          name,
          ...(scenario === undefined ? {} : { scenario: scenarioSource(scenario) }),
        });
      if (options !== undefined) await create();
      else {
        const missing = await control.sandbox.clock.read({ sandbox: name }).catch(unless("missing"));
        // Another client may create it at the same time.
        if (missing === undefined) await create().catch(unless("conflict"));
      }
      return sandboxOf(carry, name);
    },
    [Symbol.asyncDispose]: facts.stop,
  };
}

function unless(kind: "missing" | "conflict"): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof UsageError && error.mistake?.kind === kind) return undefined;
    throw error;
  };
}

function sandboxOf(carry: Invoke, name: string): Sandbox {
  const handle = handleOf(table.sandbox, carry, { sandbox: name });
  const { scenario } = handle;
  return {
    ...handle,
    name,
    scenario: {
      ...scenario,
      put: async (source, options) => scenario.put(scenarioSource(source), options),
      check: async (source) => scenario.check(scenarioSource(source)),
    },
    async fork(fork, options) {
      await handle.fork(fork, options);
      return sandboxOf(carry, fork);
    },
    async waitForMessage(where = {}, timeout = "5s") {
      const waited = await handle.wait({ what: "messages", where, timeout });
      return first(waited, waited.what === "messages" ? waited.found : []);
    },
    async waitForRequest(where = {}, timeout = "5s") {
      const waited = await handle.wait({ what: "requests", where, timeout });
      return first(waited, waited.what === "requests" ? waited.found : []);
    },
    async waitForCallback(where = {}, timeout = "5s") {
      const wanted = isPlainObject(where) ? { state: "delivered" as const, ...where } : where;
      const waited = await handle.wait({ what: "callbacks", where: wanted, timeout });
      return first(waited, waited.what === "callbacks" ? waited.found : []);
    },
    async waitForInbound(where = {}, timeout = "5s") {
      const waited = await handle.wait({ what: "inbound", where, timeout });
      return first(waited, waited.what === "inbound" ? waited.found : []);
    },
    async waitForCode(where = {}, timeout = "5s") {
      const { after = 0, ...filter } = isPlainObject(where) ? where : {};
      const wanted = isPlainObject(where) ? { ...filter, oneTimeCode: true } : where;
      const waited = await handle.wait({ what: "messages", where: wanted, timeout, after });
      const found = first(waited, waited.what === "messages" ? waited.found : []);
      // An earlier message may have a code that no longer counts.
      const [latest = found] = await handle.messages({ ...wanted, after, newestFirst: true, limit: 1 });
      return first(waited, latest.oneTimeCodes);
    },
  };
}

function first<Item>(waited: Waited, items: readonly Item[]): Item {
  const [item] = items;
  if (waited.ok && item !== undefined) return item;
  throw new UsageError(waited.failure ?? `no ${waited.what} came`);
}

export function scenarioSource(source: WrittenScenario): ScenarioSource {
  if (typeof source !== "string" && !isPlainObject(source)) {
    const remedy = "give an object, its text, a file or the name of a shipped scenario";
    throw new UsageError({ where: "scenario", problem: "must be an object or a text", value: source, remedy });
  }
  if (typeof source === "object") {
    if (isSource(source)) return source;
    const scenario: Extract<ScenarioSource, { readonly scenario: object }>["scenario"] = {};
    Object.assign(scenario, source);
    return { scenario };
  }
  if (/[\r\n]|^\s*\{/.test(source)) return { text: source };
  if (isScenarioFile(source)) return { text: readText(source, "scenario") };
  return { shipped: source };
}

function isSource(source: object): source is ScenarioSource {
  if ("text" in source || "shipped" in source) return true;
  return "scenario" in source && typeof source.scenario === "object";
}
