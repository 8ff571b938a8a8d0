// From nothing to listening, in a checkout and packed, beside a Node that does nothing; resident memory then; and from
// startEmulator to the first answer in a process whose modules are loaded.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { freePort } from "../free-port.ts";
import { type Row, spread } from "../row.ts";
import { foreignTarget } from "../target.ts";

const rounds = 15;
const root = join(import.meta.dirname, "../..");
const ports = ["--http-port", "0", "--mensagem-port", "0", "--smpp-port", "0"];

/** Milliseconds until the first line on stdout. */
async function untilLine(args: readonly string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  await once(child.stdout, "data");
  const took = performance.now() - begun;
  const gone = once(child, "exit");
  // Node.js writes the compile cache when the process ends.
  child.kill("SIGTERM");
  await gone;
  return took;
}

/** The package's files in a folder of their own, where no src is. */
function packed(folder: string): string {
  if (!existsSync(join(root, "dist/cli.js"))) throw new Error("there is no dist/: run npm run build first");
  for (const name of ["bin", "dist", "scenarios", "package.json"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return join(folder, "bin/torpedo.mjs");
}

export async function start(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "torpedo-bench-"));
  try {
    const arrange = (launcher: string, n: number) => [
      launcher,
      "start",
      "--json",
      ...ports,
      "--data",
      join(folder, `${n}.db`),
    ];
    const [ours, theirs] = [join(root, "bin/torpedo.mjs"), packed(folder)];
    const [empty, checkout, pack]: number[][] = [[], [], []];
    for (let round = 0; round <= rounds; round++) {
      const times = [
        await untilLine(["-e", "console.log()"]),
        await untilLine(arrange(ours, round)),
        await untilLine(arrange(theirs, 100 + round)),
      ];
      // The first round fills the compile cache.
      if (round > 0) for (const [index, figures] of [empty, checkout, pack].entries()) figures?.push(times[index] ?? 0);
    }
    const yardstick = { name: "empty Node", figure: spread(empty ?? []) };
    const base = { id: "start", unit: "ms", yardstick } as const;
    return [
      { ...base, what: "start to listening, checkout", figure: spread(checkout ?? []), budget: null },
      { ...base, what: "start to listening, packed", figure: spread(pack ?? []), budget: { max: 3, of: "ratio" } },
      await firstAnswer(),
      await resident(folder, theirs),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function firstAnswer(): Promise<Row> {
  const figures: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const emulator = await startEmulator({
      httpPort: 0,
      mensagemPort: 0,
      smppPort: 0,
      data: ":memory:",
      logLevel: "error",
    });
    await (await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`)).text();
    figures.push(performance.now() - began);
    await emulator.stop();
  }
  const budget = { max: 60, of: "figure" } as const;
  const what = "start to first answer, in process";
  return { id: "start", what, unit: "ms", yardstick: null, figure: spread(figures), budget };
}

async function resident(folder: string, launcher: string): Promise<Row> {
  const figures: number[] = [];
  for (let round = 0; round < 3; round++) {
    const port = await freePort();
    const args = [
      "start",
      "--json",
      "--http-port",
      `${port}`,
      ...ports.slice(2),
      "--data",
      join(folder, `m${round}.db`),
    ];
    const target = foreignTarget("torpedo", launcher, args, port);
    await target.listening();
    figures.push((await target.memory()).now / 2 ** 20);
    await target.stop();
  }
  const budget = { max: 95, of: "figure" } as const;
  return {
    id: "start",
    what: "resident memory at start, packed",
    unit: "MB",
    yardstick: null,
    figure: spread(figures),
    budget,
  };
}
