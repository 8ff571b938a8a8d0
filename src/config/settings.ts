// Every setting once: name, value on the command line, purpose, reader. Flags, environment variables, the keys of the
// config file, completion and the table in the README all come from here.

import type { JsonObject } from "../core/json.ts";
import type { Provider } from "../providers/provider.ts";
import { durabilities, logLevels, type Options } from "./config.ts";
import {
  baseUrl,
  bounds,
  database,
  file,
  type GivenValue,
  hostNames,
  limits,
  list,
  port,
  providerSettings,
  type Reader,
  scenario,
  secret,
  settingPairs,
  text,
  wordOf,
} from "./values.ts";

export interface Setting {
  readonly key: keyof Options & string;
  /** Without dashes: `http-port`. The variable is `TORPEDO_HTTP_PORT`, the key in a file is `httpPort`. */
  readonly flag: string;
  /** How help shows its value. */
  readonly value: string;
  readonly help: string;
  /** The default, in words. */
  readonly otherwise: string;
  /** May be given several times. */
  readonly many?: true;
  /** Words that a shell completes. */
  readonly words?: readonly string[];
  /** JSON Schema of its value in a config file. */
  readonly schema: JsonObject;
  /** Reads a value as the one option of this key. @throws UsageError */
  readonly read: (input: GivenValue) => Options;
}

type SettingFacts = Omit<Setting, "key" | "schema" | "read">;

function row<K extends keyof Options & string>(
  key: K,
  read: Reader<NonNullable<Options[K]>>,
  about: SettingFacts,
): Setting {
  const { schema } = read;
  return { key, ...about, schema, read: (input) => Object.assign<Options, object>({}, { [key]: read(input) }) };
}

const portRow = (name: string, help: string, otherwise: string): Setting =>
  row(`${name}Port`, port, { flag: `${name}-port`, value: "PORT", help, otherwise });

/** The settings of an emulator with these providers, in the order of help and README. */
export function settingsFor(registry: readonly Provider[]): readonly Setting[] {
  const listeners = registry.flatMap(({ title, listener }) =>
    listener === undefined ? [] : [portRow(listener.name, `${title}'s own HTTP listener`, String(listener.port))],
  );
  return [...addresses, ...listeners, ...smppPorts, ...emulation, ...access, ...groups(registry)];
}

/** Flags that give each listener any free port. */
export function freePortFlags(registry: readonly Provider[]): Readonly<Record<string, string>> {
  const own = registry.flatMap(({ listener }) =>
    listener === undefined ? [] : [[`${listener.name}-port`, "0"] as const],
  );
  return { "http-port": "0", "smpp-port": "0", ...Object.fromEntries(own) };
}

/** Names of the providers' own settings, as `--provider` takes them. */
export function providerSettingNames(registry: readonly Provider[]): readonly string[] {
  return registry.flatMap(({ id, settings: { kind } }) =>
    kind.is === "record" ? Object.keys(kind.fields).map((name) => `${id}.${name}`) : [],
  );
}

const addresses = [
  row("host", list, {
    flag: "host",
    value: "ADDRESS",
    help: "address to listen on",
    otherwise: "127.0.0.1 and ::1",
    many: true,
  }),
  portRow("http", "HTTP listener of all providers, by path", "8080"),
  portRow("https", "the same over TLS", "8443 with a certificate"),
  row("baseUrl", baseUrl, {
    flag: "base-url",
    value: "URL",
    help: "address that clients reach the HTTP listener by, for WSDL",
    otherwise: "the request's Host",
  }),
];

const smppPorts = [portRow("smpp", "SMPP listener", "9500"), portRow("smpps", "SMPP over TLS", "off")];

const emulation = [
  row("data", database, {
    flag: "data",
    value: "FILE",
    help: "database file, or :memory:",
    otherwise: ".torpedo/torpedo.db",
  }),
  row("durable", wordOf(durabilities), {
    flag: "durable",
    value: "WHAT",
    help: "survive the end of the process, or of power",
    otherwise: "process",
    words: durabilities,
  }),
  row("scenario", scenario, {
    flag: "scenario",
    value: "NAME",
    help: "scenario file, or the name of a shipped scenario",
    otherwise: "none",
  }),
  row("coverage", file, {
    flag: "coverage",
    value: "DIR",
    help: "folder for a file with the use of every scenario, written at the stop",
    otherwise: "none",
  }),
  row("accounts", file, { flag: "accounts", value: "FILE", help: "accounts file", otherwise: "the default accounts" }),
  row("clock", wordOf(["real", "manual"]), {
    flag: "clock",
    value: "KIND",
    help: "real, or manual: moved by clock advance",
    otherwise: "real",
    words: ["real", "manual"],
  }),
  row("testNumbers", wordOf(["on", "off"]), {
    flag: "test-numbers",
    value: "ON",
    help: "phone numbers that force an outcome, on or off",
    otherwise: "on",
    words: ["on", "off"],
  }),
  row("unclaimed", text, {
    flag: "unclaimed",
    value: "NAME",
    help: "sandbox of requests without a known credential: documents, unknown paths, refused binds",
    otherwise: "default",
  }),
  row("seed", text, {
    flag: "seed",
    value: "TEXT",
    help: "where all ids and all chance come from",
    otherwise: "torpedo",
  }),
  row("logLevel", wordOf(logLevels), {
    flag: "log-level",
    value: "LEVEL",
    help: "silent, error, warn, or info and debug with a line for each request (channel, operation, recipient, code, milliseconds; no text)",
    otherwise: "warn",
    words: logLevels,
  }),
];

const access = [
  row("tlsCert", file, {
    flag: "tls-cert",
    value: "FILE",
    help: "certificate (PEM) for the TLS listeners",
    otherwise: "none",
  }),
  row("tlsKey", file, { flag: "tls-key", value: "FILE", help: "its key (PEM)", otherwise: "none" }),
  row("tlsSelfSigned", wordOf(["on", "off"]), {
    flag: "tls-self-signed",
    value: "ON",
    help: "a certificate made at each start in their place, on or off; `torpedo certificate` prints it",
    otherwise: "off",
    words: ["on", "off"],
  }),
  row("token", secret, {
    flag: "token",
    value: "TEXT",
    help: "what the control API and the inbox ask for",
    otherwise: "made when bound beyond this machine",
  }),
  row("allowedHosts", list, {
    flag: "allowed-host",
    value: "NAME",
    help: "host name the control API may be called by",
    otherwise: "this machine's",
    many: true,
  }),
  row("proxyHosts", hostNames, {
    flag: "proxy-host",
    value: "NAME",
    help: "host name, or *.NAME, whose HTTPS is answered through a proxy, beside the providers' own",
    otherwise: "none",
    many: true,
  }),
];

const groups = (registry: readonly Provider[]): readonly Setting[] => [
  row("limits", limits, {
    flag: "limit",
    value: "NAME=NUMBER",
    help: "how many messages, requests, bytes of requests or callbacks a sandbox keeps",
    otherwise: "messages=100000, requests=50000, requestBytes=268435456, callbacks=100000",
    many: true,
  }),
  row("bounds", bounds, {
    flag: "bound",
    value: "NAME=NUMBER",
    help: "how many sandboxes, snapshots of a sandbox, bytes of all snapshots, open waits, open event streams, events that wait for a slow reader, requests that wait on one connection, bytes that arrive behind them, callbacks that wait for one receiver, or interim responses (1xx) of a receiver there may be",
    otherwise:
      "sandboxes=5000, snapshots=20, snapshotBytes=1073741824, waits=200, eventStreams=200, eventsWaiting=10000, pipelined=1000, pipelinedBytes=65536, callbacksWaiting=10000, interim=20",
    many: true,
  }),
  row("providers", providerSettings, {
    flag: "provider",
    value: "ID.NAME=VALUE",
    help: "a provider's own setting",
    otherwise: "each provider's README",
    many: true,
    words: providerSettingNames(registry).map((name) => `${name}=`),
  }),
  row("smpp", settingPairs, {
    flag: "smpp",
    value: "NAME=VALUE",
    help: "a setting of the SMPP listener",
    otherwise: "none",
    many: true,
  }),
];

export function variableOf(setting: Setting): string {
  return `TORPEDO_${setting.flag.replaceAll("-", "_").toUpperCase()}`;
}
