// The table of the commands: names and summaries; each is loaded when it is called, or when all are shown.

import type { Define } from "./flags.ts";

interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<{ readonly define: Define }>;
}

const named = (name: string, summary: string, load: CommandEntry["load"]): CommandEntry => ({ name, summary, load });

export const commands: readonly CommandEntry[] = [
  named("start", "Run an emulator until it is stopped", () => import("./commands/start.ts")),
  named("run", "Run a command against a sandbox of its own", () => import("./commands/run.ts")),
  named("sweep", "Run a command once for each outcome; how it handles each", () => import("./commands/sweep.ts")),
  named("env", "Print addresses and credentials as variables", () => import("./commands/env.ts")),
  named("stop", "Stop the emulator that start --detach began here", () => import("./commands/stop.ts")),
  named("logs", "Print the log of the emulator that start --detach began here", () => import("./commands/logs.ts")),
  named("health", "Whether an emulator is ready: exit code 0, or 1", () => import("./commands/health.ts")),
  named("send", "Send one SMS as a client would", () => import("./commands/send.ts")),
  named(
    "messages",
    "Messages of clients, each with its request, statuses and callbacks",
    () => import("./commands/messages.ts"),
  ),
  named("requests", "Every request with its response", () => import("./commands/requests.ts")),
  named("callbacks", "Reports and inbound messages on their way to clients", () => import("./commands/callbacks.ts")),
  named("inbound", "Inbound messages that phones sent", () => import("./commands/inbound.ts")),
  named("wait", "Wait until something happened; exit code 1 when it did not", () => import("./commands/wait.ts")),
  named("verify", "Whether something happened; exit code 1 when it did not", () => import("./commands/verify.ts")),
  named("clock", "Show, set or move the clock", () => import("./commands/clock.ts")),
  named(
    "scenario",
    "Show, activate or deactivate a scenario; its counters and near misses",
    () => import("./commands/scenario.ts"),
  ),
  named("accounts", "Accounts: credentials, credits, callback addresses", () => import("./commands/accounts.ts")),
  named("sandbox", "Sandboxes: list, create, change, remove", () => import("./commands/sandbox.ts")),
  named("reset", "Empty a sandbox: nothing has happened in it", () => import("./commands/reset.ts")),
  named(
    "certificate",
    "Print the certificates to trust: of the TLS listeners, and for HTTPS through the proxy",
    () => import("./commands/certificate.ts"),
  ),
  named("conduct", "Judge the client by its requests; exit code 1 for an error", () => import("./commands/conduct.ts")),
  named("export", "The journal as JSON Lines, HAR or pcapng", () => import("./commands/export.ts")),
  named(
    "diff",
    "Compare two runs, exports or sandboxes; exit code 1 when they differ",
    () => import("./commands/diff.ts"),
  ),
  named(
    "coverage",
    "Which rules, steps and entries of scenarios were used; exit code 1 under a bar",
    () => import("./commands/coverage.ts"),
  ),
  named("check", "Check scenario files; exit code 1 when one is not right", () => import("./commands/check.ts")),
  named("explain", "Tell a scenario file in plain words", () => import("./commands/explain.ts")),
  named(
    "schema",
    "Print the JSON Schema of scenario, accounts or config files, or of reports",
    () => import("./commands/schema.ts"),
  ),
  named(
    "doctor",
    "Find out why it does not work: ports, Node.js, files, callbacks",
    () => import("./commands/doctor.ts"),
  ),
  named("completion", "Print the completion of a shell", () => import("./commands/completion.ts")),
];
