// The composition root: the one file that knows every room. Reads no environment and parses no arguments.

import type { RequestListener } from "node:http";
import { createApi } from "./admin/api.ts";
import { createGuard } from "./admin/guard.ts";
import { createBugLog } from "./clock/bug-log.ts";
import { hostClock } from "./clock/host-clock.ts";
import { createLog } from "./clock/log.ts";
import { createSandboxClock } from "./clock/sandbox-clock.ts";
import { createSeededRandom } from "./clock/seeded-random.ts";
import { newToken } from "./clock/token.ts";
import { aboutEmulator } from "./config/about.ts";
import { clockMode, manualStart } from "./config/clock-mode.ts";
import { type Config, complete, isBoundWider, type Options, ownPorts } from "./config/config.ts";
import { createFirstSandboxes } from "./config/first-sandboxes.ts";
import { readOptions } from "./config/options.ts";
import { coverages, credentialsOf, freshAccounts, vocabulariesWith } from "./config/registry.ts";
import { readText } from "./config/text-file.ts";
import { certificateOf } from "./config/tls.ts";
import { createControl } from "./control/create-control.ts";
import { type InProcess, inProcess } from "./control/in-process.ts";
import type { Account } from "./core/account.ts";
import { createCredentialIndex } from "./core/credential-index.ts";
import { createEvents } from "./core/events.ts";
import { InboundMessages } from "./core/inbound-messages.ts";
import { Lifecycles } from "./core/lifecycles.ts";
import { defaultSandbox, type Sandbox } from "./core/sandbox.ts";
import type { ClockMode } from "./core/sandbox-settings.ts";
import { Sandboxes } from "./core/sandboxes.ts";
import { Submissions } from "./core/submit.ts";
import { createDelivery } from "./delivery/delivery.ts";
import { Scheduler } from "./delivery/scheduler.ts";
import { inboxRoutes } from "./inbox/serve.ts";
import type { DoorAddresses } from "./listeners/http-listeners.ts";
import { createHttpSender } from "./listeners/http-sender.ts";
import { createListeners, journalBytes, readSmppListeners } from "./listeners/listeners.ts";
import { createMask } from "./listeners/mask.ts";
import { openProviders } from "./listeners/provider-host.ts";
import { pduViewOf } from "./protocols/smpp/view.ts";
import { type OwnListener, providers } from "./providers/index.ts";
import type { Provider } from "./providers/provider.ts";
import { ScenarioRunner } from "./scenario/engine/scenario-runner.ts";
import { ScenarioLoader } from "./scenario/file/load.ts";
import { openStore } from "./storage/store.ts";

/** A running emulator; `Own` names the listeners of single providers. */
export interface Emulator<Own extends string = OwnListener> extends InProcess {
  /** Where each listener really is. */
  readonly urls: DoorAddresses<Own>;
  /** What the control API asks for; null: nothing, since every door is bound to this machine only. */
  readonly token: string | null;
  /** PEM of the doors over TLS, for clients that are to trust it; null: none speaks TLS. */
  readonly certificate: string | null;
  /** Finishes what is in flight, within two seconds, and closes everything. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** An emulator that runs in this process. */
export interface LocalEmulator<Own extends string = OwnListener> extends Emulator<Own> {
  /** The Express app of the main HTTP listener, to be mounted in another app or given to supertest. */
  readonly app: RequestListener;
}

export type StartOptions = Options & {
  /** False: no port is opened, and the emulator is reached by its `app` alone. Default true. */
  readonly listen?: boolean;
};

/**
 * Starts an emulator.
 * @param registry its providers; default: those that come with the package
 * @throws UsageError when the options do not go together, a file is not right or a port is taken
 */
export function startEmulator(options?: StartOptions): Promise<LocalEmulator>;
export function startEmulator(options: StartOptions, registry: readonly Provider[]): Promise<LocalEmulator<string>>;
export async function startEmulator(
  { listen = true, ...options }: StartOptions = {},
  registry = providers,
): Promise<LocalEmulator<string>> {
  // What is open is closed in the reverse order.
  const opened = new AsyncDisposableStack();
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= opened.disposeAsync();
    return stopping;
  };
  try {
    const config = { ...complete(readOptions(options, registry), registry), listen };
    return Object.assign(await openEmulator(config, registry, opened), { stop, [Symbol.asyncDispose]: stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openEmulator(
  config: Config & { readonly listen: boolean },
  registry: readonly Provider[],
  opened: AsyncDisposableStack,
) {
  const selfSigned = async (names: readonly string[]) =>
    (await import("./clock/self-signed.ts")).selfSigned(names, hostClock.now());
  const tls = await certificateOf(config, selfSigned);
  const smpp = await readSmppListeners(config.smpp, tls, {
    file: (file) => readText(file, "certificates"),
    ranges: async () => (await import("./scenario/file/address-range.ts")).createInRange(),
  });
  const vocabularies = vocabulariesWith(registry, config.providers);
  const token = config.token ?? (isBoundWider(config) ? newToken() : null);

  const [events, credentials, log] = [createEvents(), createCredentialIndex(), createLog(config.logLevel)];
  const onBug = createBugLog({ log, events, hostClock, file: config.data });
  const { limits: retention, data: file, durable: durability } = config;
  const store = openStore({ file, durability, retention, journalBytes, events });
  opened.defer(() => store.close());

  const clock = (mode: ClockMode) => createSandboxClock(hostClock, mode);
  const of = (account: Account) => credentialsOf(registry, account);
  const random = createSeededRandom;
  const sandboxes = new Sandboxes({ store, events, credentials, clock, random, credentialsOf: of });
  opened.defer(() => sandboxes.keepClocks(onBug));
  const lifecycles = new Lifecycles({ store, events, sandboxes });
  const submissions = new Submissions({ store, events, lifecycles });
  const base = { store, events, sandboxes, hostClock, onBug };
  const open = openProviders(registry, config.providers, { ...base, submissions, lifecycles, credentials });

  const http = opened.adopt(createHttpSender(hostClock), (sender) => sender.stop());
  const room = { ...base, providers: open };
  const { workers, outbox, transport } = createDelivery({ ...room, http });
  opened.defer(() => workers.stop());
  const inbounds = new InboundMessages(room);
  const listeners = createListeners({
    ...room,
    ...smpp,
    workers,
    transport,
    mask: createMask(credentials.secrets),
    settings: config,
    ownPorts: ownPorts(config, registry),
    tls,
  });
  const reachable = (sandbox: Sandbox, phone: string) => outbox.reachable(sandbox, phone);
  const runner = new ScenarioRunner({ ...room, inbounds, lifecycles, manualStart, reachable });
  const scheduler = new Scheduler({
    ...room,
    settled: [listeners.settled, (name) => workers.settled(name)],
    handle: {
      life: (due) => lifecycles.advance(due),
      expiry: (due) => lifecycles.expire(due),
      reply: (due) => inbounds.reply(due),
      callback: (due) => workers.due(due),
      timeline: (due) => runner.timeline(due),
    },
  });
  opened.defer(() => scheduler.stop());
  opened.defer(() => listeners.stop(1_500));

  const scenarios = new ScenarioLoader({ ...room, runner, vocabularies, log });
  const control = createControl({
    ...{ ...room, inbounds, lifecycles, runner, scenarios, vocabularies, coverage: coverages(registry) },
    advance: (sandbox, until) => scheduler.advance(sandbox, until),
    next: (sandbox) => scheduler.next(sandbox),
    sessions: listeners.sessions,
    send: (entry) => workers.ready(entry),
    reachable,
    freshAccounts: (name, seed) => freshAccounts(registry, name, createSeededRandom(seed, name)),
    about: () => ({ ...aboutEmulator(registry, tls), doors: { ...listeners.addresses } }),
    defaults: { seed: config.seed, clock: clockMode(config), manualStart, limits: retention },
    pdu: pduViewOf,
  });
  opened.defer(() => control.stop());
  opened.defer(() => scenarios.stop());

  await createFirstSandboxes(sandboxes, config, registry);
  for (const { name } of sandboxes.list()) await scenarios.resume(name);
  if (config.scenario !== undefined) await scenarios.loadFile(defaultSandbox, config.scenario);
  await store.committed();
  const guard = createGuard({ token, allowedHosts: config.allowedHosts });
  const app = await listeners.open([[createApi({ control, events, hostClock, guard })], inboxRoutes()]);
  await workers.restore(sandboxes.list());
  scheduler.start(sandboxes.list());
  const api = inProcess({ control, sandboxes, readFile: (name) => readText(name, "scenario") });
  return { ...api, app, urls: listeners.addresses, token, certificate: tls?.cert ?? null };
}
