// The composition root: the one file that knows every room. Reads no environment and parses no arguments.

import { createApi } from "./admin/api.ts";
import { createGuard } from "./admin/guard.ts";
import { createDice } from "./clock/dice.ts";
import { hostClock } from "./clock/host-clock.ts";
import { createLog } from "./clock/log.ts";
import { createRefusals } from "./clock/refusals.ts";
import { createSandboxClock } from "./clock/sandbox-clock.ts";
import { newToken } from "./clock/token.ts";
import { clockMode, manualStart } from "./config/clock-mode.ts";
import { complete, isBoundWider, type Options } from "./config/config.ts";
import { firstAccounts } from "./config/first-accounts.ts";
import { packageVersion } from "./config/package-version.ts";
import { coverages, freshAccounts, introductions, keysOf, vocabulariesWith } from "./config/registered.ts";
import { readText } from "./config/text-file.ts";
import { certificateOf } from "./config/tls.ts";
import { createControl } from "./control/create-control.ts";
import { type InProcess, inProcess } from "./control/in-process.ts";
import { createDirectory } from "./core/directory.ts";
import { createEvents } from "./core/events.ts";
import { createExchange } from "./core/exchange.ts";
import { createInbounds } from "./core/inbound.ts";
import { createLives } from "./core/life.ts";
import type { Due, Instant, Store } from "./core/ports.ts";
import { defaultSandbox, type Sandbox } from "./core/sandbox.ts";
import { createSandboxes } from "./core/sandboxes.ts";
import { createOutboxWriter } from "./delivery/outbox.ts";
import { createSchedulePump } from "./delivery/scheduler.ts";
import { createTransport } from "./delivery/send.ts";
import { createCouriers } from "./delivery/workers.ts";
import { inboxRoutes } from "./inbox/serve.ts";
import { addressesOf, type DoorAddresses, type HttpDoors, openHttpDoors } from "./listeners/http-listeners.ts";
import { createHttpSender } from "./listeners/http-sender.ts";
import { hostFor } from "./listeners/provider-host.ts";
import { SmppListener } from "./listeners/smpp-listener.ts";
import { doorOptions, readSmppSettings } from "./listeners/smpp-settings.ts";
import { decode } from "./protocols/smpp/decode.ts";
import { pduView } from "./protocols/smpp/view.ts";
import { providers } from "./providers/index.ts";
import type { OpenProvider } from "./providers/provider.ts";
import { createStage } from "./scenario/engine/scenario-runner.ts";
import { createScenarioLoader, type Edit } from "./scenario/file/load.ts";
import { openStore } from "./storage/store.ts";

/** A running emulator. */
export interface Emulator extends InProcess {
  /** Where each door really listens. */
  readonly urls: DoorAddresses;
  /** What the control API asks for; null: nothing, since every door is bound to this machine only. */
  readonly token: string | null;
  /** PEM of the doors over TLS, for clients that are to trust it; null: none speaks TLS. */
  readonly certificate: string | null;
  /** Finishes what is in flight, within two seconds, and closes everything. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Of a request or answer that the journal keeps. */
const journalBytes = 256 * 1024;
/** Real milliseconds that `advance` waits for one answer. */
const settleMs = 5_000;
/** Real milliseconds a stop takes at most, answers in flight included. */
const stopMs = 1_500;

/** Starts an emulator. @throws UsageError when the options do not go together, a file is not right or a port is taken */
export async function startEmulator(options: Options = {}): Promise<Emulator> {
  const config = complete(options);
  const selfSigned = async (names: readonly string[]) =>
    (await import("./clock/self-signed.ts")).selfSigned(names, hostClock.now());
  const tls = await certificateOf(config, selfSigned);
  const smppSettings = readSmppSettings(config.smpp);
  const smppsDoor = tls === null ? {} : doorOptions(smppSettings.smpps, tls, (file) => readText(file, "certificates"));
  const certificate = tls && { certificate: { pem: tls.cert, fingerprint256: tls.fingerprint256 } };
  const vocabularies = vocabulariesWith(config.providers);
  const token = config.token ?? (isBoundWider(config) ? newToken() : null);
  const log = createLog(config.logLevel);
  const refusals = createRefusals(log, hostClock, config.data);
  const onBug = (error: unknown): void => {
    // Each call of a turn that could not be kept hears of it; the log says it once.
    if (error === refusals.last()) return;
    log.error("bug", { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  };
  const [events, directory] = [createEvents(), createDirectory()];
  const { limits } = config;
  const raw = openStore({
    file: config.data,
    durability: config.durable,
    retention: { ...limits, inbounds: limits.messages },
    limits: (name) => (sandboxes.get(name) === null ? undefined : sandboxes.settings(name).limits),
    journalBytes,
  });
  const store: Store = { ...raw, schedule: { ...raw.schedule, add: plan } };
  function plan(due: Due): void {
    raw.schedule.add(due);
    pump.touched(due.sandbox, due.at);
  }

  store.afterFailure((error) => {
    refusals.add(error);
    sandboxes.recover();
    couriers.lost();
  });

  const open = new Map<string, OpenProvider>();
  const provider = (id: string): OpenProvider | null => open.get(id) ?? null;
  const sandboxes = createSandboxes({
    store,
    events,
    directory,
    clock: (mode) => createSandboxClock(hostClock, mode),
    dice: createDice,
    keys: keysOf,
    onReset: (name) => couriers.forget(name),
    onRestored: (name) => couriers.lost(name),
    onClock(name) {
      pump.wake(name);
      smpp?.clockChanged(name);
      // Once the change is kept: while one that could not be is taken back nothing may be written.
      store
        .committed()
        .then(() => couriers.plan(name))
        .catch(onBug);
    },
  });
  const sandbox = (name: string): Sandbox | null => sandboxes.get(name);
  const sender = createHttpSender(hostClock);
  const transport = createTransport({
    http: sender,
    smpp: {
      reachable: (key, data) => smpp?.sender.reachable(key, data) ?? false,
      prepare(key, data) {
        if (smpp === null) throw new Error("there is no SMPP door");
        return smpp.sender.prepare(key, data);
      },
    },
    settleMs: (name) => (sandbox(name)?.clock.mode === "manual" ? settleMs : null),
  });
  const couriers = createCouriers({ store, events, sandbox, provider, transport, hostClock, onBug });
  const writer = createOutboxWriter({ store, sandbox, provider, ready: (entry) => couriers.ready(entry) });
  const now = (name: string): Instant => sandbox(name)?.clock.now() ?? hostClock.now();
  const lives = createLives(store, events, now, (message) => writer.onStatus(message));
  const exchange = createExchange(store, events, lives);
  const inbounds = createInbounds({
    store,
    events,
    sandbox,
    address: (account) => provider(account.provider)?.inboundAddress(account) ?? null,
    onInbound: (inbound, answered) => writer.onInbound(inbound, answered),
  });
  const stage = createStage({
    store,
    events,
    sandboxes,
    inbounds,
    lives,
    manualStart,
    reachable: writer.onReachable,
    unbind: (name, account) => smpp?.unbind(name, account),
  });
  const onEdit = ({ sandbox: name, ...edit }: Edit): void => {
    log.warn("scenario file edited", { sandbox: name, ...edit });
    if ("refused" in edit) events.tell({ kind: "scenario", sandbox: name, ...edit });
  };
  const scenarios = createScenarioLoader({ store, stage, vocabularies, hostClock, onEdit });
  const pump = createSchedulePump({
    store: raw,
    sandbox,
    hostClock,
    async settled(name) {
      await smpp?.settled(name);
      await couriers.settled(name);
      smpp?.clockGoesOn(name);
    },
    moved: (name) => smpp?.clockMoved(name),
    moveTo: sandboxes.moveClock,
    reached: sandboxes.keepClock,
    onBug,
    handle: {
      life: (due) => lives.advance(due),
      expiry: (due) => lives.expire(due),
      reply: (due) => inbounds.reply(due),
      callback: (due) => couriers.due(due),
      timeline: (due) => stage.timeline(due),
    },
  });

  const named = (name = defaultSandbox): Sandbox => sandbox(name) ?? sandboxes.the(defaultSandbox);
  const hosts = { store, exchange, lives, hostClock, onBug, sandbox, directory, fallback: named };
  const control = createControl({
    store,
    events,
    sandboxes,
    inbounds,
    lives,
    stage,
    scenarios,
    hostClock,
    vocabularies,
    advance: pump.advance,
    next: pump.next,
    sessions: (name) => smpp?.sessions(name) ?? [],
    send: couriers.ready,
    reachable: writer.onReachable,
    onBug,
    freshAccounts: (name, seed) => freshAccounts(name, createDice(seed, name)),
    coverage: coverages,
    about: () => ({ version: packageVersion(), doors: { ...addresses }, providers: introductions, ...certificate }),
    defaults: { seed: config.seed, clock: clockMode(config), manualStart, limits },
    pdu: (octets) => pduView(decode(octets), octets),
  });

  let doors: HttpDoors | null = null;
  let smpp: SmppListener | null = null;
  let addresses: DoorAddresses = { http: "", mensagem: "", smpp: "" };
  let stopping: Promise<void> | null = null;
  async function close(): Promise<void> {
    scenarios.stop();
    control.stop();
    await Promise.all([doors?.stop(stopMs), smpp?.stop(stopMs)]);
    pump.stop();
    couriers.stop();
    await sender.stop();
    try {
      for (const one of sandboxes.list()) sandboxes.keepClock(one.name);
    } catch (error) {
      // A disk that is full keeps nobody from stopping.
      onBug(error);
    }
    store.close();
  }

  try {
    for (const one of providers) open.set(one.id, one.open(hostFor(one.id, hosts), config.providers[one.id] ?? {}));
    const settings = { seed: config.seed, clock: clockMode(config), rehearsal: config.rehearsal === "on" };
    for (const [name, accounts] of Map.groupBy(await firstAccounts(config), (account) => account.sandbox)) {
      if (sandboxes.get(name) === null) sandboxes.create(name, settings, accounts);
    }
    sandboxes.set(defaultSandbox, { rehearsal: settings.rehearsal });
    for (const one of sandboxes.list()) await scenarios.resume(one.name);
    if (config.scenario !== undefined) await scenarios.loadFile(defaultSandbox, config.scenario);
    await store.committed();
    doors = await openHttpDoors({
      settings: config,
      ownPorts: providers.flatMap(({ id, listener }) =>
        listener === undefined ? [] : [{ name: listener.name, provider: id, port: config.mensagemPort }],
      ),
      tls,
      hostClock,
      onBug,
      door: { store, events, sandboxes, couriers, hostClock, journalBytes },
      fallback: named,
      providers: open,
      own: [
        createApi({ control, events, hostClock, guard: createGuard({ token, allowedHosts: config.allowedHosts }) }),
        ...inboxRoutes(),
      ],
    });
    const ranges = smppSettings.addressRange
      ? { inRange: (await import("./scenario/file/address-range.ts")).createInRange() }
      : {};
    for (const [id, { smpp: service }] of open) {
      const { inFlight } = sandboxes;
      const door = { store, events, couriers, hostClock, provider: id, sandbox: named, inFlight, onBug, ...ranges };
      if (service !== undefined) smpp = new SmppListener({ ...door, service, settings: smppSettings });
    }
    const smppDoor = await smpp?.open(config.host, config.smppPort, "--smpp-port", doorOptions(smppSettings));
    addresses = { ...addressesOf(doors), smpp: smppDoor ?? "" };
    if (config.smppsPort !== undefined && tls !== null) {
      const smpps = await smpp?.open(config.host, config.smppsPort, "--smpps-port", smppsDoor);
      addresses = { ...addresses, ...(smpps && { smpps }) };
    }
    for (const one of sandboxes.list()) {
      await couriers.restore(one.name);
      pump.wake(one.name);
    }
  } catch (error) {
    await close();
    throw error;
  }

  const stop = (): Promise<void> => {
    stopping ??= close();
    return stopping;
  };
  return {
    ...inProcess({ control, sandboxes, readFile: (name) => readText(name, "scenario") }),
    urls: addresses,
    token,
    certificate: tls?.cert ?? null,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
