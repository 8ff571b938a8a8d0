// The composition root: the one file that knows every room. Reads no environment and parses no arguments.

import { createApi } from "./admin/api.ts";
import { basicResources } from "./admin/basics.ts";
import { createGuard } from "./admin/guard.ts";
import { clockMode, manualStart } from "./config/clock-mode.ts";
import { complete, isBoundWider, type Options } from "./config/config.ts";
import { firstAccounts } from "./config/first-accounts.ts";
import { readTls } from "./config/tls.ts";
import { type Account, accountKey } from "./core/account.ts";
import { createDirectory } from "./core/directory.ts";
import { createEvents } from "./core/events.ts";
import { createExchange } from "./core/exchange.ts";
import { createInbounds, type InboundFromPhone } from "./core/inbound.ts";
import { createLives } from "./core/life.ts";
import type { Inbound, Message } from "./core/message.ts";
import type { Attempt, Due, Instant, MessageFilter, Millis, OutboxEntry, OutboxFilter, Store } from "./core/ports.ts";
import { defaultSandbox, type Sandbox } from "./core/sandbox.ts";
import { createSandboxes, type Sandboxes } from "./core/sandboxes.ts";
import { createStage } from "./core/stage.ts";
import { UsageError } from "./core/usage-error.ts";
import { createCouriers } from "./delivery/couriers.ts";
import { createOutboxWriter } from "./delivery/outbox.ts";
import { createSchedulePump } from "./delivery/schedule.ts";
import { createTransport } from "./delivery/send.ts";
import { type DoorAddresses, type HttpDoors, openHttpDoors } from "./doors/doors.ts";
import { createHttpSender } from "./doors/http-sender.ts";
import { createSmppDoor, type SmppDoor } from "./doors/smpp-door.ts";
import { readSmppSettings } from "./doors/smpp-settings.ts";
import { inboxRoutes } from "./inbox/serve.ts";
import { providers } from "./providers/index.ts";
import type { Host, OpenProvider } from "./providers/provider.ts";
import { createScenarioLoader, type Edit } from "./scenarios/load.ts";
import { openStore } from "./store/store.ts";
import { createDice } from "./system/dice.ts";
import { hostClock } from "./system/host-clock.ts";
import { createLog } from "./system/log.ts";
import { createSandboxClock } from "./system/sandbox-clock.ts";
import { newToken } from "./system/token.ts";

/** A running emulator. */
export interface Emulator {
  /** Where each door really listens. */
  readonly urls: DoorAddresses;
  readonly accounts: readonly Account[];
  /** What the control API asks for; null: nothing, since every door is bound to this machine only. */
  readonly token: string | null;
  /** Messages of a sandbox, oldest first. */
  messages(filter?: MessageFilter, sandbox?: string): Message[];
  /** Lets a phone send an SMS. @throws UsageError when nobody could receive it */
  inbound(phone: InboundFromPhone, sandbox?: string): Promise<Inbound>;
  /**
   * Puts a scenario on: YAML or JSON text, or an object of the same shape.
   * @throws UsageError with every finding, one a line, when it is not right; the one that plays stays
   */
  scenario(source: string | object, sandbox?: string): Promise<void>;
  /** Reports and inbounds on their way to clients, with every attempt, oldest first. */
  callbacks(filter?: OutboxFilter, sandbox?: string): (OutboxEntry & { readonly attempts: readonly Attempt[] })[];
  readonly clock: EmulatorClock;
  /** Finishes what is in flight, within two seconds, and closes everything. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface EmulatorClock {
  now(sandbox?: string): Instant;
  /** Manual clock only: resolves when all that fell due has happened and what was sent is answered. */
  advance(ms: Millis, sandbox?: string): Promise<void>;
}

/** Real milliseconds that `advance` waits for one answer. */
const settleMs = 5_000;
/** Real milliseconds a stop takes at most, answers in flight included. */
const stopMs = 1_500;

/** Starts an emulator. @throws UsageError when the options do not go together, a file is not right or a port is taken */
export async function startEmulator(options: Options = {}): Promise<Emulator> {
  const config = complete(options);
  const tls = readTls(config);
  const token = config.token ?? (isBoundWider(config) ? newToken() : null);
  const log = createLog(config.logLevel);
  const onBug = (error: unknown): void => {
    log.error("bug", { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  };
  const events = createEvents();
  const directory = createDirectory();
  const { limits } = config;
  const raw = openStore({
    file: config.data,
    durability: config.durable,
    retention: { ...limits, inbounds: limits.messages },
    journalBytes: 256 * 1024,
  });
  const store: Store = { ...raw, schedule: { ...raw.schedule, add: plan } };
  function plan(due: Due): void {
    raw.schedule.add(due);
    pump.touched(due.sandbox, due.at);
  }

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
    onClock: (name) => pump.wake(name),
  });
  const sandbox = (name: string): Sandbox | null => sandboxes.get(name);
  const sender = createHttpSender(hostClock);
  const transport = createTransport({
    http: sender,
    smpp: {
      reachable: (key) => smpp?.sender.reachable(key) ?? false,
      describe: (data) => smpp?.sender.describe(data) ?? "",
      send: (key, data, cut) => smpp?.sender.send(key, data, cut) ?? Promise.reject(new Error("there is no SMPP door")),
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
    unbind: (name, account) => smpp?.unbind(name, account),
  });
  const vocabularies = providers.map((one) => one.vocabularyWith?.(config.providers[one.id] ?? {}) ?? one.vocabulary);
  const onEdit = (edit: Edit): void => log.warn("scenario file edited", { ...edit });
  const scenarios = createScenarioLoader({ store, stage, vocabularies, hostClock, onEdit });
  const pump = createSchedulePump({
    store: raw,
    sandbox,
    settled: (name) => couriers.settled(name),
    reached: (name) => sandboxes.keepClock(name),
    onBug,
    handle: {
      life: (due) => lives.advance(due),
      expiry: (due) => lives.expire(due),
      reply: (due) => inbounds.reply(due),
      callback: (due) => couriers.due(due),
      timeline: (due) => stage.timeline(due),
    },
  });

  const named = (name = defaultSandbox): Sandbox => sandbox(name) ?? theSandbox(sandboxes, defaultSandbox);
  const host = (id: string): Host => ({
    store,
    exchange,
    lives,
    hostClock,
    onBug,
    sandbox,
    fallback: named,
    find(credential) {
      const owner = directory.find(id, credential);
      const found = owner === null ? null : sandbox(owner.sandbox);
      const account = owner === null ? null : store.accounts.get(owner.sandbox, owner.account);
      return found === null || account === null ? null : { sandbox: found, account };
    },
  });

  async function advance(which: Sandbox, ms: Millis): Promise<void> {
    await pump.advance(which, which.clock.now() + ms);
    sandboxes.keepClock(which.name);
    events.tell({ kind: "clock", sandbox: which.name, now: which.clock.now() });
    await store.committed();
  }

  let doors: HttpDoors | null = null;
  let smpp: SmppDoor | null = null;
  let addresses: DoorAddresses;
  let stopping: Promise<void> | null = null;
  async function close(): Promise<void> {
    scenarios.stop();
    await Promise.all([doors?.stop(stopMs), smpp?.stop(stopMs)]);
    pump.stop();
    couriers.stop();
    await sender.stop();
    for (const one of sandboxes.list()) sandboxes.keepClock(one.name);
    store.close();
  }

  try {
    refuseUnknownProviders(Object.keys(config.providers));
    for (const one of providers) open.set(one.id, one.open(host(one.id), config.providers[one.id] ?? {}));
    const settings = { seed: config.seed, clock: clockMode(config), rehearsal: config.rehearsal === "on" };
    for (const [name, accounts] of Map.groupBy(await firstAccounts(config), (account) => account.sandbox)) {
      if (sandboxes.get(name) === null) sandboxes.create(name, settings, accounts);
    }
    sandboxes.setRehearsal(defaultSandbox, settings.rehearsal);
    for (const one of sandboxes.list()) await scenarios.resume(one.name);
    if (config.scenario !== undefined) await scenarios.loadFile(defaultSandbox, config.scenario);
    await store.committed();
    const basics = basicResources({ store, sandbox, inbounds, advance });
    doors = await openHttpDoors({
      settings: config,
      tls,
      hostClock,
      onBug,
      door: { store, events, sandboxes, couriers, hostClock },
      fallback: named,
      providers: open,
      own: [
        createApi({ resources: basics, guard: createGuard({ token, allowedHosts: config.allowedHosts }) }),
        ...inboxRoutes(),
      ],
    });
    for (const [id, { smpp: service }] of open) {
      const { inFlight } = sandboxes;
      const door = { store, events, couriers, hostClock, provider: id, sandbox: named, inFlight, onBug };
      if (service !== undefined) smpp = createSmppDoor({ ...door, service, settings: readSmppSettings(config.smpp) });
    }
    addresses = { ...addressesOf(doors), smpp: (await smpp?.open(config.host, config.smppPort, "--smpp-port")) ?? "" };
    if (config.smppsPort !== undefined && tls !== null) {
      const smpps = await smpp?.open(config.host, config.smppsPort, "--smpps-port", tls);
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
    urls: addresses,
    accounts: store.accounts.list(defaultSandbox),
    token,
    messages: (filter = {}, name = defaultSandbox) => store.ledger.list(theSandbox(sandboxes, name).name, filter),
    callbacks: (filter = {}, name = defaultSandbox) =>
      store.outbox
        .list(theSandbox(sandboxes, name).name, filter)
        .map((entry) => ({ ...entry, attempts: store.outbox.attempts(entry.seq) })),
    async inbound(phone, name = defaultSandbox) {
      const inbound = inbounds.receive(theSandbox(sandboxes, name), phone);
      await store.committed();
      return inbound;
    },
    async scenario(source, name = defaultSandbox) {
      const text = typeof source === "string" ? source : JSON.stringify(source);
      await scenarios.load(theSandbox(sandboxes, name).name, text, "scenario");
      await store.committed();
    },
    clock: {
      now: (name = defaultSandbox) => theSandbox(sandboxes, name).clock.now(),
      advance: (ms, name = defaultSandbox) => advance(theSandbox(sandboxes, name), ms),
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function addressesOf({ http, https, mensagem }: HttpDoors): Omit<DoorAddresses, "smpp"> {
  return { http, mensagem, ...(https === undefined ? {} : { https }) };
}

function keysOf(account: Account): string[] {
  const provider = providers.find((one) => one.id === account.provider);
  if (provider !== undefined) return provider.credentials(account).map((credential) => credential.value);
  throw noProvider(`account ${accountKey(account)}`);
}

function noProvider(where: string): UsageError {
  const known = providers.map((one) => one.id).join(", ");
  return new UsageError({ where, problem: "is of no provider", remedy: `known are ${known}` });
}

function refuseUnknownProviders(ids: readonly string[]): void {
  for (const id of ids) if (!providers.some((one) => one.id === id)) throw noProvider(`providers.${id}`);
}

function theSandbox(sandboxes: Sandboxes, name: string): Sandbox {
  const found = sandboxes.get(name);
  if (found !== null) return found;
  throw new UsageError({ where: "sandbox", problem: "does not exist", value: name, remedy: "create it first" });
}
