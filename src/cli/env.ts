// `torpedo env`: the variables that tell a client where an emulator is, and the credentials of one of its sandboxes.

import { appendFileSync } from "node:fs";
import { type ClientEnvironment, clientEnvironment, fillTemplate } from "../config/client-environment.ts";
import { githubVariables } from "../config/read.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Provider } from "../providers/provider.ts";
import { assignments, type CommandSession, type Flags, isOn, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { jsonText } from "./printable.ts";
import { reachableHere } from "./reachable-address.ts";
import { shells } from "./shell-variables.ts";
import { type Connected, withEmulator } from "./with-emulator.ts";

export async function printEnvironment({ terminal, registry }: CommandSession, flags: Flags): Promise<number> {
  const providers = await registry();
  if (isOn(flags, "unset") && (isOn(flags, "json") || textOf(flags, "shell") === "json")) {
    throw new UsageError({
      where: "--unset",
      problem: "does not go with JSON",
      remedy: "choose a shell, or leave it out",
    });
  }
  const shell = isOn(flags, "json") ? "json" : (textOf(flags, "shell") ?? "sh");
  const environment = await withEmulator(flags, (connected) => environmentOf(connected, providers));
  const lines = linesFor(shell, environment, isOn(flags, "unset"));
  if (shell === "github") appendToGithub(lines);
  else terminal.out(lines);
  return exit.done;
}

/** Variables of a sandbox of a running emulator. */
export async function environmentOf(
  { emulator, sandbox }: Pick<Connected, "emulator" | "sandbox">,
  registry: readonly Provider[],
): Promise<ClientEnvironment> {
  const accounts = await sandbox.accounts.list();
  const { urls, token } = emulator;
  return clientEnvironment({
    urls: reachableHere(urls),
    token,
    sandbox: sandbox.name,
    accounts: accounts.map(({ rate: _, ...account }) => account),
    registry,
  });
}

/** The variables of `--env`. @throws UsageError */
export function templates(environment: ClientEnvironment, flags: Flags): Record<string, string> {
  const filled = assignments(flags, "env").map(([name, template]) => [
    name,
    fillTemplate(template, environment, `--env ${name}`),
  ]);
  return Object.fromEntries(filled);
}

function linesFor(shell: string, environment: ClientEnvironment, isUnset: boolean): string {
  if (shell === "json") return `${jsonText(environment)}\n`;
  const { set, unset } = shells[shell] ?? {};
  const lines = Object.entries(environment).map(([name, value]) => (isUnset ? unset?.(name) : set?.(name, value)));
  return lines.map((line) => `${line}\n`).join("");
}

function appendToGithub(lines: string): void {
  const file = githubVariables();
  if (file === "") {
    const remedy = "run it in a step of GitHub Actions, or choose another shell";
    throw new UsageError({ where: "--shell github", problem: "needs the variable GITHUB_ENV", remedy });
  }
  appendFileSync(file, lines);
}
