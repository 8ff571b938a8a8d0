// The one place that reads settings: config file < environment < flags < code. Nothing else reads the environment.

import { dirname, join } from "node:path";
import { nearestWord } from "../core/nearest-word.ts";
import { UsageError } from "../core/usage-error.ts";
import { isObject } from "../core/validate.ts";
import type { Provider } from "../providers/provider.ts";
import { clientVariableNames } from "./client-environment.ts";
import { type Config, complete, type Options } from "./config.ts";
import { readLeftRunning } from "./left-running.ts";
import { readOptions, unknownSetting } from "./options.ts";
import { type Setting, settingsFor, variableOf } from "./settings.ts";
import type { GivenValue } from "./values.ts";

export interface Sources {
  /** By flag name without dashes (`http-port`), as the command line gives them; `config` names a file. */
  readonly flags?: Readonly<Record<string, unknown>>;
  /** The process's own unless given. */
  readonly environment?: Environment;
  readonly code?: Options;
  /** Default: the providers that come with the package. */
  readonly registry?: readonly Provider[];
}
type Environment = Readonly<Record<string, string | undefined>>;

/** Reads everything and fills in the defaults. Throws `UsageError` that names flag, variable or `file:line:column`. */
export async function readConfig(sources: Sources = {}): Promise<Config> {
  const { environment = process.env, flags = {}, code = {} } = sources;
  const registry = sources.registry ?? (await import("../providers/index.ts")).providers;
  const settings = settingsFor(registry);
  const file = flags["config"] ?? (environment["TORPEDO_CONFIG"] || undefined);
  const layers = [
    ...(typeof file === "string" ? [await fileLayer(file, settings)] : []),
    (setting: Setting) => fromEnvironment(environment, setting),
    (setting: Setting) => fromFlags(flags, setting),
  ];
  let read: Options = {};
  for (const setting of settings) {
    for (const layer of layers) {
      const given = layer(setting);
      if (given !== null) read = mergeGroups(read, setting.read(given));
    }
  }
  return complete(mergeGroups(read, readOptions(code, registry)), registry);
}

/** A running emulator, as the commands that talk to one are told of it. */
export interface EmulatorPlace {
  /** Its HTTP listener. */
  readonly url: string;
  readonly token?: string;
  readonly sandbox: string;
}

/** The emulator that TORPEDO_URL and TORPEDO_TOKEN name; null: neither does. @throws UsageError */
export function placeInEnvironment(
  environment = process.env,
): { readonly url: string; readonly token?: string } | null {
  const { TORPEDO_URL: url = "", TORPEDO_TOKEN: token = "" } = environment;
  if (url === "") return null;
  return { url: httpAddress(url, "TORPEDO_URL"), ...(token === "" ? {} : { token }) };
}

/**
 * From the flags `url`, `token`, `sandbox`, else their variables; without an address, the emulator that `start --detach`
 * left running in this folder, else this machine's own settings. Throws `UsageError`.
 */
export async function readPlace({ flags = {}, environment = process.env }: Sources = {}): Promise<EmulatorPlace> {
  const flagOrVariable = (name: string): string | undefined => {
    const flag = flags[name];
    return typeof flag === "string" ? flag : environment[`TORPEDO_${name.toUpperCase()}`] || undefined;
  };
  const [url, token] = [flagOrVariable("url"), flagOrVariable("token")];
  const where = flags["url"] === undefined ? "TORPEDO_URL" : "--url";
  const left = url === undefined ? readLeftRunning() : null;
  return {
    url: url === undefined ? (left?.http ?? (await listenerHere(environment))) : httpAddress(url, where),
    sandbox: flagOrVariable("sandbox") ?? "default",
    ...(left?.token === undefined ? {} : { token: left.token }),
    ...(token === undefined ? {} : { token }),
  };
}

async function listenerHere(environment: Environment): Promise<string> {
  const { host, httpPort } = await readConfig({ environment });
  const wanted = host.find((address) => !/^(?:0\.0\.0\.0|::)$/.test(address)) ?? "127.0.0.1";
  return `http://${wanted.includes(":") ? `[${wanted}]` : wanted}:${httpPort}`;
}

function httpAddress(value: string, where: string): string {
  if (URL.canParse(value) && /^https?:/.test(value)) return value;
  const remedy = "give the HTTP listener, for example http://127.0.0.1:8080";
  throw new UsageError({ where, problem: "must be an http or https address", value, remedy });
}

/** The environment of a program that this one starts: this process's own, without its launcher, and `more`. */
export function childEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { TORPEDO_LAUNCHED_BY: _, ...inherited } = process.env;
  return { ...inherited, ...more };
}

/** File to which a step of GitHub Actions appends variables for later steps; empty: this is no such step. */
export function githubVariables(): string {
  return process.env["GITHUB_ENV"] ?? "";
}

/** File to which a step of GitHub Actions appends Markdown for the job's summary; empty: this is no such step. */
export function githubSummary(): string {
  return process.env["GITHUB_STEP_SUMMARY"] ?? "";
}

/** Variables of the commands and the launcher that are no settings. */
const ofRuns = ["TORPEDO_RUN", "TORPEDO_OUTCOME", "TORPEDO_REPORT_URL", "TORPEDO_OUT"];
export const otherVariables = ["TORPEDO_CONFIG", "TORPEDO_LAUNCHED_BY", ...ofRuns];

/** Says which `TORPEDO_` variables nothing reads, with the nearest name of each; null: there is none. */
export async function unknownVariables({ environment = process.env, registry }: Sources = {}): Promise<string | null> {
  const given = Object.keys(environment).filter((name) => name.startsWith("TORPEDO_"));
  if (given.length === 0) return null;
  const providers = registry ?? (await import("../providers/index.ts")).providers;
  const variables = [...otherVariables, ...clientVariableNames(providers), ...settingsFor(providers).map(variableOf)];
  const unknown = given
    .filter((name) => !variables.includes(name))
    .map((name) => {
      const near = nearestWord(
        name.slice(prefix),
        variables.map((variable) => variable.slice(prefix)),
        4,
      );
      return near === null ? name : `${name} (did you mean TORPEDO_${near}?)`;
    });
  if (unknown.length === 0) return null;
  return `no setting is named ${unknown.join(", ")}; torpedo start --help lists them`;
}
const prefix = "TORPEDO_".length;

type Layer = (setting: Setting) => GivenValue | null;

/** Later settings win; those in groups (limits, smpp, a provider's) one by one. */
function mergeGroups(low: Options, high: Options): Options {
  const settings = { ...low.providers };
  for (const [id, own] of Object.entries(high.providers ?? {})) settings[id] = { ...settings[id], ...own };
  return {
    ...low,
    ...high,
    providers: settings,
    limits: { ...low.limits, ...high.limits },
    bounds: { ...low.bounds, ...high.bounds },
    smpp: { ...low.smpp, ...high.smpp },
  };
}

function fromEnvironment(environment: Environment, setting: Setting): GivenValue | null {
  const name = variableOf(setting);
  const value = environment[name];
  return value === undefined || value === "" ? null : { value, where: name, base: process.cwd() };
}

function fromFlags(flags: NonNullable<Sources["flags"]>, setting: Setting): GivenValue | null {
  const value = flags[setting.flag];
  return value === undefined ? null : { value, where: `--${setting.flag}`, base: process.cwd() };
}

/** Key of the config file that is no setting of an emulator: places of results in the code, for SARIF. */
export const anchorsKey = "anchors";

/** Places by glob, as the config file has them. File names start from its folder. @throws UsageError */
export async function readAnchors({
  flags = {},
  environment = process.env,
}: Sources): Promise<readonly (readonly [glob: string, place: string])[]> {
  const file = flags["config"] ?? environment["TORPEDO_CONFIG"];
  if (typeof file !== "string" || file === "") return [];
  const { readYaml } = await import("./yaml-file.ts");
  const document = readYaml(file, "config file");
  const given = document.spelled([anchorsKey]);
  if (given === null) return [];
  if (isObject(given)) {
    const places = Object.entries(given);
    if (places.every((entry): entry is [string, string] => typeof entry[1] === "string"))
      return places.map(([glob, place]) => [glob, join(dirname(file), place)] as const);
  }
  const remedy = 'write anchors: { "TC2*": src/sms.ts:40 }';
  throw new UsageError({ where: document.at([anchorsKey]), problem: "must name a place for each glob", remedy });
}

async function fileLayer(file: string, settings: readonly Setting[]): Promise<Layer> {
  const { readYaml } = await import("./yaml-file.ts");
  const document = readYaml(file, "config file");
  const value = document.spelled([]);
  if (value === null) return () => null;
  if (typeof value !== "object" || Array.isArray(value))
    throw new UsageError({
      where: document.at([]),
      problem: "must hold name: value pairs",
      remedy: "write one a line",
    });
  const entries = new Map(Object.entries(value));
  for (const key of entries.keys()) {
    if (key !== "$schema" && key !== anchorsKey && !settings.some((setting) => setting.key === key))
      throw unknownSetting(key, document.at([key]), settings);
  }
  return ({ key }) =>
    entries.has(key) ? { value: entries.get(key), where: `${document.at([key])} ${key}`, base: dirname(file) } : null;
}
