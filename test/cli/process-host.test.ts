// Signals of a process that runs a command.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { allowed } from "../support/endurance/amount.ts";
import { launch, type Running } from "../support/torpedo-process.ts";

const made = mkdtempSync(join(tmpdir(), "torpedo-host-"));
afterAll(() => rmSync(made, { recursive: true }));
const source = join(import.meta.dirname, "../../src/cli/process-host.ts");

/** A process that stays until it is asked to stop, and then does this. */
function process(name: string, stop: string): Running {
  const file = join(made, `${name}.ts`);
  writeFileSync(
    file,
    `import { processHost } from ${JSON.stringify(source)};
setInterval(() => {}, 1000);
processHost(null).onStop(${stop});
console.log("up");\n`,
  );
  return launch([], { launcher: file });
}

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s stops, and the stop gives the exit code", async (signal) => {
  const run = process(signal, "async () => 3");
  expect(await run.line()).toBe("up");
  expect(await run.kill(signal)).toMatchObject({ code: 3, signal: null });
});

it("shows why a stop failed", async () => {
  const run = process("failing", 'async () => { throw new TypeError("oops"); }');
  expect(await run.line()).toBe("up");
  expect(await run.kill()).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^torpedo: TypeError: oops\n\s+at/),
  });
});

it("takes the same Ctrl-C twice as once, and a later signal as an order to go at once", async () => {
  const run = process(
    "stubborn",
    `() => {
  console.log("stopping");
  setTimeout(() => console.log("still stopping"), 400);
  return new Promise(() => {});
}`,
  );
  expect(await run.line()).toBe("up");
  // Both are pending when the process goes on.
  for (const signal of ["SIGSTOP", "SIGINT", "SIGTERM", "SIGCONT"] as const) run.child.kill(signal);
  expect(await run.line()).toBe("stopping");
  expect(await run.line()).toBe("still stopping");
  const answered = performance.now();
  expect(await run.kill("SIGINT")).toMatchObject({ code: 1, signal: null });
  expect(performance.now() - answered).toBeLessThan(allowed(1_000));
});

it("gives a stop that does not end two seconds", async () => {
  const run = process("endless", "() => new Promise(() => {})");
  expect(await run.line()).toBe("up");
  const answered = performance.now();
  expect(await run.kill()).toMatchObject({ code: 1, signal: null });
  expect(performance.now() - answered).toBeLessThan(allowed(4_000));
});
