import type { Host } from "./cli/host.ts";

/** Runs one command. `host` is the process that bin/torpedo.mjs gives; resolves to the exit code. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  const { runProgram } = await import("./cli/program.ts");
  return runProgram(args, host);
}
