// What `torpedo start` tells a person: the doors, the accounts, and one command per door to copy and paste.

import { packageVersion } from "../config/package-version.ts";
import { type Account, accountKey } from "../core/account.ts";
import type { Emulator } from "../emulator.ts";
import { tryCommands } from "./try-commands.ts";

export type Doors = Emulator<string>["urls"];

const purposes: Readonly<Record<string, string>> = {
  http: "all providers by path, control API, inbox",
  https: "the same over TLS",
  smpp: "SMPP 3.4",
  smpps: "SMPP 3.4 over TLS",
};

/**
 * @param token what the control API asks for; null: nothing
 * @param fingerprint SHA-256 of the certificate of the doors over TLS; null: there are none
 */
export function welcome(
  doors: Doors,
  accounts: readonly Account[],
  token: string | null = null,
  fingerprint: string | null = null,
): string {
  const lines = [`Torpedo ${packageVersion()} is listening. Ctrl-C stops it.`, ""];
  for (const [name, url] of Object.entries(doors)) {
    const purpose = purposes[name] ?? "a provider's own listener";
    if (url !== "") lines.push(`  ${name.padEnd(9)} ${url.padEnd(28)} ${purpose}`);
  }
  if (token !== null) lines.push(`  ${"inbox".padEnd(9)} ${doors.http}/#token=${token}`);
  if (fingerprint !== null) {
    lines.push("", `Certificate over TLS (torpedo certificate prints it), SHA-256:`, `  ${fingerprint}`);
  }
  lines.push("", "Accounts:");
  for (const account of accounts) lines.push(...describe(account));
  const commands = tryCommands(doors, accounts);
  if (commands.length > 0) lines.push("", "Try:");
  for (const { title, command } of commands) lines.push(`  # ${title}`, `  ${command}`, "");
  return `${lines.join("\n").trimEnd()}\n`;
}

function describe(account: Account): string[] {
  const credits = Object.entries(account.credits).map(([kind, count]) => `${count} ${kind}`);
  const details = Object.entries(account.details)
    .filter(([, value]) => typeof value === "string")
    .map(([name, value]) => `${name} ${value}`);
  return [`  ${accountKey(account).padEnd(18)} credits: ${credits.join(", ")}`, `    ${details.join(", ")}`];
}
