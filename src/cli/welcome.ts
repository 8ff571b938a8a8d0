// The text of `torpedo start`: listeners, settings, accounts, and a command per sample request to copy and paste.

import type { ClockView } from "../api/schema/sandbox.ts";
import type { Config } from "../config/config.ts";
import { packageVersion } from "../config/package-version.ts";
import { type Addresses, type FilledSample, sampleRequests } from "../config/sample-requests.ts";
import { type Account, accountKey } from "../core/account.ts";
import type { Provider } from "../providers/provider.ts";
import { printable } from "./printable.ts";
import { sendCommand, tryCommand } from "./try-commands.ts";

export interface Started {
  readonly config: Config;
  readonly registry: readonly Provider[];
  /** Addresses that can be called from this machine. */
  readonly urls: Addresses;
  /** Addresses by which other machines reach it. */
  readonly others: readonly string[];
  readonly accounts: readonly Account[];
  /** The token of the control API, if it was made at this start; null: none, or a given one. */
  readonly madeToken: string | null;
  /** SHA-256 of the certificate of the TLS listeners; null: there are none. */
  readonly fingerprint: string | null;
  /** Facts of the sandbox `default`. */
  readonly clock: ClockView;
  readonly scenario: { readonly title: string; readonly file: string } | null;
}

export function welcome(started: Started): string {
  const { madeToken, fingerprint, accounts, urls } = started;
  const lines = [`Torpedo ${packageVersion()} is listening. Ctrl-C stops it.`, "", ...listeners(started)];
  if (madeToken !== null) lines.push(`  ${"inbox".padEnd(9)} ${urls["http"]}/#token=${madeToken}`);
  lines.push("", ...settings(started));
  if (fingerprint !== null) {
    lines.push("", `Certificate over TLS (torpedo certificate prints it), SHA-256:`, `  ${fingerprint}`);
  }
  lines.push("", "Accounts:");
  for (const account of accounts) lines.push(...describe(account, started));
  const samples = sampleRequests(started.registry, urls, accounts);
  if (samples.length > 0) lines.push("", "Try:");
  for (const sample of samples) lines.push(`  # ${sample.title}`, `  ${commandFor(sample, started)}`, "");
  return `${lines.join("\n").trimEnd()}\n`;
}

function listeners({ urls, others, registry }: Started): string[] {
  const purposes: Record<string, string> = {
    http: "all providers by path, control API, inbox",
    https: "the same over TLS",
    smpp: "SMPP 3.4",
    smpps: "SMPP 3.4 over TLS",
  };
  for (const { title, listener } of registry) if (listener !== undefined) purposes[listener.name] = `${title} alone`;
  const lines = Object.entries(urls)
    .filter(([, url]) => url !== "")
    .map(([name, url]) => `  ${name.padEnd(9)} ${url.padEnd(28)} ${purposes[name] ?? ""}`);
  return others.length === 0 ? lines : [...lines, `  Other machines reach it at ${others.join(", ")}.`];
}

function settings({ config, clock, scenario }: Started): string[] {
  const how = {
    real: "real",
    manual: `manual, at ${clock.iso}; torpedo clock advance moves it`,
    speeded: `${clock.speed}x, at ${clock.iso}`,
  }[clock.mode];
  const reason = scenario === null ? "as the data file has it" : "the scenario sets it";
  const over = clock.mode === config.clock ? "" : ` (${reason}, in place of --clock ${config.clock})`;
  const data = config.data === ":memory:" ? "in memory: nothing is kept" : config.data;
  return [
    `  clock     ${how}${over}`,
    `  scenario  ${scenario === null ? "none" : printable(`${scenario.title} (${scenario.file})`)}`,
    `  data      ${data}`,
  ];
}

/** Credentials of a default account are public; those that somebody gave are printed nowhere. */
function describe(account: Account, { registry, config }: Started): string[] {
  const credits = Object.entries(account.credits).map(([kind, count]) => `${count} ${kind}`);
  const first = `  ${accountKey(account).padEnd(18)} credits: ${credits.join(", ")}`;
  const provider = registry.find(({ id }) => id === account.provider);
  if (provider === undefined) return [first];
  if (!hasDefaultCredentials(account, provider)) {
    const whence = config.accounts === undefined ? "its own; torpedo accounts shows them" : `as in ${config.accounts}`;
    return [first, `    credentials: ${whence}`];
  }
  const details = Object.entries(account.details).flatMap(([name, value]) =>
    typeof value === "string" ? [`${name} ${value}`] : [],
  );
  return [first, `    ${printable(details.join(", "))}`];
}

function commandFor(sample: FilledSample, { accounts, registry }: Started): string {
  const account = accounts.find((candidate) => accountKey(candidate) === sample.account);
  const provider = registry.find(({ id }) => id === sample.provider);
  const isUnchanged = account !== undefined && provider !== undefined && hasDefaultCredentials(account, provider);
  return isUnchanged ? tryCommand(sample) : sendCommand(sample);
}

/** True if each text of the account's details is that of the default account. */
function hasDefaultCredentials({ details }: Account, { defaultAccount }: Provider): boolean {
  return Object.entries(details).every(
    ([name, value]) => typeof value !== "string" || defaultAccount.details[name] === value,
  );
}
