import { settings } from "../config/settings.ts";
import { UsageError } from "../core/usage-error.ts";
import { exit } from "./host.ts";

/** An error as the person at the terminal is told of it: a mistake in one sentence, a bug with its stack. */
export function explain(error: unknown): { sentence: string; code: number } {
  if (error instanceof UsageError) return { sentence: error.message, code: exit.usage };
  const listening = listenMistake(error);
  if (listening !== null) return { sentence: listening, code: exit.usage };
  return { sentence: error instanceof Error ? (error.stack ?? error.message) : String(error), code: exit.failed };
}

const listenProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: "is in use by another program",
  EACCES: "may not be opened without more rights",
  EADDRNOTAVAIL: "is not an address of this machine",
  ENOTFOUND: "is not a known address",
};

/** What `listen` of node:net throws. */
function listenMistake(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return null;
  const problem = listenProblems[String(error.code)];
  if (problem === undefined || !/^(listen|bind|getaddrinfo)$/.test(String(error.syscall))) return null;
  const address = "address" in error ? String(error.address) : "hostname" in error ? String(error.hostname) : "";
  const port = "port" in error && typeof error.port === "number" ? error.port : null;
  if (port === null || error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return `${address} ${problem}; give another with --host.`;
  const flags = settings.filter((setting) => setting.value === "PORT").map((setting) => `--${setting.flag}`);
  return `port ${port} on ${address} ${problem}; choose another port for that door (${flags.join(", ")}; 0 for any free one).`;
}
