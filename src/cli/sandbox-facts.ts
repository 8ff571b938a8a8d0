// A sandbox on the terminal: its settings, and the credentials of its accounts.

import type { SandboxView } from "../api/schema/sandbox.ts";
import { accountKey } from "../core/account.ts";
import { instant } from "./lists.ts";
import { pairs } from "./table.ts";
import type { Terminal } from "./terminal.ts";

export function printSandbox(
  terminal: Terminal,
  { name, seed, testNumbers, clock, limits, idleMs, counts, scenario, watchedFile, accounts }: SandboxView,
): void {
  const listed = (numbers: object): string =>
    Object.entries(numbers)
      .map(([what, count]) => `${what} ${count}`)
      .join(", ");
  pairs(terminal, {
    sandbox: name,
    clock: `${clock.mode === "speeded" ? `${clock.speed}x` : clock.mode}, now ${instant(clock.now)}`,
    seed,
    "test numbers": testNumbers ? "on" : "off",
    scenario: scenario ?? "none",
    ...(watchedFile === null ? {} : { "watched file": watchedFile }),
    content: listed(counts),
    keeps: listed(limits),
    "removed when idle": idleMs === 0 ? "never" : `after ${idleMs / 1000} s`,
    ...Object.fromEntries(
      accounts.map((account) => [
        accountKey(account),
        Object.entries(account.details)
          .flatMap(([key, value]) => (typeof value === "string" ? [`${key} ${value}`] : []))
          .join(", "),
      ]),
    ),
  });
}
