// .NET's own reader, encodings and converters under Mono (fixtures/asmx/mono/reference.cs), asked in one run.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const source = new URL("../../../fixtures/asmx/mono/reference.cs", import.meta.url).pathname;

/** A command of the reference and its arguments. */
export type MonoQuestion = readonly [command: string, ...args: (string | Buffer)[]];

/** Answers in the order of the questions. Local time is Brasília's. */
export function runMono(resources: readonly MonoQuestion[]): readonly unknown[] {
  const folder = mkdtempSync(join(tmpdir(), "torpedo-mono-"));
  try {
    const program = join(folder, "reference.exe");
    run("mcs", ["-nologo", `-out:${program}`, source], "");
    const lines = resources.map(([command, ...args]) =>
      [command, ...args.map((argument) => Buffer.from(argument).toString("base64"))].join("\t"),
    );
    const output = run("mono", [program], `${lines.join("\n")}\n`);
    return output
      .split("\n")
      .slice(0, -1)
      .map((line): unknown => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(program: string, args: readonly string[], input: string): string {
  const done = spawnSync(program, args, {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, TZ: "America/Sao_Paulo" },
  });
  if (done.status !== 0) throw new Error(`${program}: ${done.error?.message ?? done.stderr}`);
  return done.stdout;
}
