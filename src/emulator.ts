// The composition root: the one file that knows every room. Reads no environment and parses no arguments.

import type { RequestListener } from "node:http";
import type { Api } from "./api/api.ts";
import type { ApiPorts } from "./api/ports.ts";
import { serveApi } from "./api/serve.ts";
import { createBugLog } from "./clock/bug-log.ts";
import { hostClock } from "./clock/host-clock.ts";
import { createLog, requestLog } from "./clock/log.ts";
import { createSandboxClock } from "./clock/sandbox-clock.ts";
import { createSecretHash } from "./clock/secret-hash.ts";
import { createSeededRandom } from "./clock/seeded-random.ts";
import { newToken } from "./clock/token.ts";
import { createTurns } from "./clock/turns.ts";
import { manualStart } from "./config/clock-mode.ts";
import { type Config, complete, isBoundWider, type Options } from "./config/config.ts";
import { emulatorFacts } from "./config/emulator-facts.ts";
import { createFirstSandboxes } from "./config/first-sandboxes.ts";
import { makeOwnFolder } from "./config/left-running.ts";
import { refuseOldNode } from "./config/node-version.ts";
import { readOptions } from "./config/options.ts";
import { namedScenario } from "./config/scenario-value.ts";
import { readText } from "./config/text-file.ts";
import { certificateOf } from "./config/tls.ts";
import { createCore } from "./core/core.ts";
import { createEvents } from "./core/events.ts";
import { keepTimes } from "./core/kept-clock.ts";
import type { ListenerAddresses } from "./core/listener-addresses.ts";
import { Opened } from "./core/opened.ts";
import type { ClockMode } from "./core/sandbox-settings.ts";
import { createDelivery } from "./delivery/delivery.ts";
import { Scheduler } from "./delivery/scheduler.ts";
import { inboxRoutes } from "./inbox/serve.ts";
import { createHttpSender } from "./listeners/http-sender.ts";
import { createListeners, journalBytes, readSmppListeners } from "./listeners/listeners.ts";
import { createMask } from "./listeners/mask.ts";
import { openProviders } from "./listeners/provider-host.ts";
import { createTunnels } from "./listeners/tunnels.ts";
import { pduViewOf } from "./protocols/smpp/view.ts";
import { providers as shipped } from "./providers/index.ts";
import type { OpenProvider, Provider } from "./providers/provider.ts";
import { ScenarioRunner } from "./scenario/engine/scenario-runner.ts";
import { ScenarioLoader } from "./scenario/file/load.ts";
import { openStore } from "./storage/store.ts";

/** A running emulator, without the methods of the library. */
export interface RunningEmulator {
  readonly api: Api;
  /** The Express app of the main HTTP listener. */
  readonly app: RequestListener;
  readonly urls: ListenerAddresses;
  /** Token of the control API; null: it asks for none, since listeners are bound to this machine only. */
  readonly token: string | null;
  /** PEM of the TLS listeners; null: none speaks TLS. */
  readonly certificate: string | null;
  /** Finishes what is in flight, within two seconds, and closes everything. */
  stop(): Promise<void>;
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
export async function runEmulator(
  { listen = true, ...options }: StartOptions = {},
  registry: readonly Provider[] = shipped,
): Promise<RunningEmulator> {
  refuseOldNode();
  // Closes in the reverse order of opening.
  const opened = new Opened();
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= opened.close();
    return stopping;
  };
  try {
    const config = { ...complete(readOptions(options, registry), registry), listen };
    return Object.assign(await openEmulator(config, registry, opened), { stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

type OpenConfig = Config & { readonly listen: boolean };

async function openEmulator(config: OpenConfig, registry: readonly Provider[], opened: Opened) {
  const selfSigned = async (names: readonly string[]) =>
    (await import("./clock/self-signed.ts")).selfSigned(names, hostClock.now());
  const tls = await certificateOf(config, selfSigned);
  const smpp = await readSmppListeners(config.smpp, tls, {
    file: (file) => readText(file, "certificates"),
    ranges: async () => (await import("./scenario/file/address-range.ts")).createInRange(),
  });
  const facts = emulatorFacts(registry, config, tls, createSeededRandom);
  const tunnels = createTunnels(facts.proxyHosts, async () => {
    const keptIn = config.data === ":memory:" ? null : `${config.data}.authority.pem`;
    return (await import("./clock/authority.ts")).openAuthority(facts.proxyHosts, hostClock.now(), keptIn);
  });
  const token = config.token ?? (isBoundWider(config) ? newToken() : null);
  const [events, log] = [createEvents(), createLog(config.logLevel)];
  opened.defer(() => log.written());
  const onBug = createBugLog({ log, events, hostClock, file: config.data });
  makeOwnFolder(config.data);
  const { limits: retention, data: file, durable: durability } = config;
  const storeOptions = { file, durability, retention, journalBytes, events, hostClock };
  const store = opened.adopt(openStore(storeOptions), (store) => store.close());

  const base = { store, events, hostClock, turns: createTurns(), onBug };
  const providers = new Map<string, OpenProvider>();
  const clock = (mode: ClockMode) => createSandboxClock(hostClock, mode);
  const core = createCore({ ...base, ...facts, clock, random: createSeededRandom, providers });
  const { sandboxes } = core;
  opened.defer(() => keepTimes(store, sandboxes.list(), onBug));
  const room = { ...base, ...core, providers };
  openProviders(registry, config.providers, room);

  const http = opened.adopt(createHttpSender(hostClock, config.bounds), (sender) => sender.stop());
  const { workers, outbox, transport, test } = createDelivery({ ...room, http });
  opened.defer(() => workers.stop());
  const journal = {
    requestLog: requestLog(log, config.logLevel),
    mask: createMask(core.credentials.secrets, createSecretHash()),
  };
  const wire = { ...smpp, tls, tunnels, settings: config, workers, transport };
  const listeners = createListeners({ ...room, ...facts, ...journal, ...wire });
  const runner = new ScenarioRunner({ ...room, manualStart, mask: (text, kept) => journal.mask.text(text, [], kept) });
  const settled = [listeners.settled, (name: string) => workers.settled(name)];
  const scheduler = opened.adopt(new Scheduler({ ...room, settled }), (scheduler) => scheduler.stop());
  opened.defer(() => listeners.stop(1_500));
  const scenarios = opened.adopt(new ScenarioLoader({ ...room, ...facts, runner, log }), (loader) => loader.stop());
  const { coverage } = config;
  if (coverage !== undefined) {
    const { writeCoverageFile } = await import("./checks/coverage/write-file.ts");
    opened.defer(async () => writeCoverageFile(coverage, newToken().slice(0, 12), await scenarios.allCoverage()));
  }
  const ports: ApiPorts = {
    ...{ ...room, ...facts, runner, scenarios },
    mask: (text) => journal.mask.text(text),
    advance: (sandbox, until) => scheduler.advance(sandbox, until),
    next: (sandbox) => scheduler.next(sandbox),
    sessions: listeners.sessions,
    habits: listeners.habits,
    conduct: async (...given) =>
      (await import("./checks/conduct/conduct.ts")).conductOfSandbox({ ...room, ...facts, ...listeners }, ...given),
    testCallback: test,
    send: (entry) => workers.ready(entry),
    reachable: (sandbox, phone) => outbox.reachable(sandbox, phone),
    about: () => ({ ...facts.about(), listeners: { ...listeners.addresses } }),
    samples: (sandbox) => facts.samples(listeners.addresses, store.accounts.list(sandbox)),
    pdu: pduViewOf,
    authority: tunnels.authority,
  };
  const { api, router } = serveApi(ports, { token, allowedHosts: config.allowedHosts });
  opened.defer(() => api.stop());

  await createFirstSandboxes(sandboxes, config, registry);
  await scenarios.begin(sandboxes.list(), config.scenario === undefined ? null : namedScenario(config.scenario));
  await store.committed();
  const app = await listeners.open([router, inboxRoutes()]);
  await workers.restore();
  scheduler.start(sandboxes.list());
  return { api, app, urls: listeners.addresses, token, certificate: tls?.cert ?? null };
}
