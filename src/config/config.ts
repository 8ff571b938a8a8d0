import type { Bounds } from "../core/bounds.ts";
import type { JsonObject } from "../core/json.ts";
import type { KeepLimits } from "../core/limits.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider, ProviderListener } from "../providers/provider.ts";

export const logLevels = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * `process` survives a killed process (the file is written, the disk's own cache is trusted); `power` waits for
 * the disk at each commit and survives a power cut too, at a price in speed.
 */
export const durabilities = ["process", "power"] as const;
export type Durability = (typeof durabilities)[number];

/** All settings. Read once at the edge (`read.ts`) and passed down; a port of 0 is any free port. */
export interface Config {
  /** Ports by their names; those of single providers are among them (`${listener.name}Port`). */
  readonly [port: `${string}Port`]: number | undefined;
  /** Addresses that every listener listens on. */
  readonly host: readonly string[];
  /** All providers by path, the control API and the inbox. */
  readonly httpPort: number;
  /** The same over TLS. Only with `tlsCert` and `tlsKey`, or `tlsSelfSigned`. */
  readonly httpsPort?: number;
  /** Address that clients reach the HTTP listener by, for WSDL; absent: by their Host header. No slash at its end. */
  readonly baseUrl?: string;
  readonly smppPort: number;
  /** SMPP over TLS. Only with `tlsCert` and `tlsKey`, or `tlsSelfSigned`; absent: no such listener. */
  readonly smppsPort?: number;
  /** The database file, or `:memory:`. */
  readonly data: string;
  readonly durable: Durability;
  /** Scenario of the sandbox `default`: a file, or the name of a shipped scenario (see `isScenarioFile`). */
  readonly scenario?: string;
  /** Folder for a file with the use of every scenario, written at the stop; absent: none is written. */
  readonly coverage?: string;
  /** Accounts file. */
  readonly accounts?: string;
  /** The clock of a new sandbox. */
  readonly clock: "real" | "manual";
  /** Whether numbers that no phone can have choose an outcome (DDD + 900000CCC, DDD + 90001LLRR). */
  readonly testNumbers: "on" | "off";
  /** Sandbox of requests without a known credential, once it exists. */
  readonly unclaimed: string;
  readonly logLevel: LogLevel;
  /** PEM files. */
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  /** `on`: in their place a certificate that signs itself, made anew at each start. */
  readonly tlsSelfSigned: "on" | "off";
  /** Token of the control API and the inbox when a listener is bound wider than this machine. */
  readonly token?: string;
  /** Host names, beside this machine's own, under which the control API and the inbox may be called. */
  readonly allowedHosts: readonly string[];
  /** Host names, beside those of the providers' documents, whose HTTPS is answered through the listener as a proxy. */
  readonly proxyHosts: readonly string[];
  /** All chance and all ids come from it and the sandbox's name. */
  readonly seed: string;
  readonly limits: KeepLimits;
  readonly bounds: Bounds;
  /** Settings of each provider by its id, checked by the provider's own schema. */
  readonly providers: Readonly<Record<string, JsonObject>>;
  /** Settings of the SMPP listeners (timers, windows, bounds), checked where they are used. */
  readonly smpp: JsonObject;
}

const defaults: Config = {
  host: ["127.0.0.1", "::1"],
  httpPort: 8080,
  smppPort: 9500,
  data: ".torpedo/torpedo.db",
  durable: "process",
  clock: "real",
  testNumbers: "on",
  unclaimed: "default",
  logLevel: "warn",
  tlsSelfSigned: "off",
  allowedHosts: [],
  proxyHosts: [],
  seed: "torpedo",
  limits: { messages: 100_000, requests: 50_000, requestBytes: 256 * 1024 * 1024, callbacks: 100_000 },
  bounds: {
    sandboxes: 5_000,
    snapshots: 20,
    snapshotBytes: 1024 * 1024 * 1024,
    waits: 200,
    eventStreams: 200,
    eventsWaiting: 10_000,
    pipelined: 1_000,
    pipelinedBytes: 64 * 1024,
    callbacksWaiting: 10_000,
    interim: 20,
  },
  providers: {},
  smpp: {},
};

/** Where the HTTP listeners listen over TLS when a certificate is given and no port. */
export const defaultHttpsPort = 8443;

/** Settings that are given; the rest has the defaults. */
export type Options = { readonly [K in keyof Config]?: K extends "limits" | "bounds" ? Partial<Config[K]> : Config[K] };

/** The settings of an emulator with these providers when none is given. */
export function defaultsFor(registry: readonly Provider[]): Config {
  const ports = registry.flatMap(({ listener }) =>
    listener === undefined ? [] : [[portKey(listener), listener.port] as const],
  );
  return { ...defaults, ...Object.fromEntries(ports) };
}

/** The ports that single providers have. */
export function ownPorts(config: Config, registry: readonly Provider[]) {
  return registry.flatMap(({ id, listener }) =>
    listener === undefined ? [] : [{ name: listener.name, provider: id, port: config[portKey(listener)] ?? 0 }],
  );
}

/** Any free port for each listener that is open without a certificate. */
export function freePorts(registry: readonly Provider[]): Options {
  const own = registry.flatMap(({ listener }) => (listener === undefined ? [] : [[portKey(listener), 0] as const]));
  return { httpPort: 0, smppPort: 0, ...Object.fromEntries(own) };
}

/** The setting of a provider's own port. */
export function portKey({ name }: ProviderListener): `${string}Port` {
  return `${name}Port`;
}

/** Fills in the defaults and refuses settings that do not go together. @throws UsageError */
export function complete(options: Options, registry: readonly Provider[]): Config {
  const usual = defaultsFor(registry);
  const limits = { ...usual.limits, ...options.limits };
  const bounds = { ...usual.bounds, ...options.bounds };
  const tls = hasCertificate(options);
  const config: Config = { ...usual, ...(tls ? { httpsPort: defaultHttpsPort } : {}), ...options, limits, bounds };
  if ((config.tlsCert === undefined) !== (config.tlsKey === undefined)) {
    const missing = config.tlsCert === undefined ? "tlsCert" : "tlsKey";
    throw new UsageError({ where: missing, problem: "is missing", remedy: "give both a certificate and its key" });
  }
  if (config.tlsSelfSigned === "on" && config.tlsCert !== undefined) {
    const remedy = "leave out tlsSelfSigned, or tlsCert and tlsKey";
    throw new UsageError({ where: "tlsSelfSigned", problem: "goes with no other certificate", remedy });
  }
  for (const listener of ["httpsPort", "smppsPort"] as const) {
    const remedy = "give tlsCert and tlsKey too, or tlsSelfSigned";
    if (config[listener] !== undefined && !tls)
      throw new UsageError({ where: listener, problem: "needs a certificate", remedy });
  }
  refuseSharedPort(config);
  return config;
}

/** Whether there is a certificate, so that listeners open over TLS. */
export function hasCertificate({ tlsCert, tlsKey, tlsSelfSigned }: Options): boolean {
  return (tlsCert !== undefined && tlsKey !== undefined) || tlsSelfSigned === "on";
}

/** Whether a listener listens on an address that other machines can reach. */
export function isBoundWider(config: Pick<Config, "host">): boolean {
  return !config.host.every((host) => host === "localhost" || host === "::1" || host.startsWith("127."));
}

function refuseSharedPort(config: Config): void {
  const taken = new Map<number, string>();
  for (const [listener, port] of Object.entries(config)) {
    if (!listener.endsWith("Port") || typeof port !== "number" || port === 0) continue;
    const other = taken.get(port);
    if (other !== undefined) {
      const problem = `has the same port ${port} as ${other}`;
      throw new UsageError({
        where: listener,
        problem,
        remedy: "give each listener its own port, or 0 for any free one",
      });
    }
    taken.set(port, listener);
  }
}
