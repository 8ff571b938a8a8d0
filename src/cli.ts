/**
 * Runs one command in this process, and ends the process when the command fails.
 * @param launcher process id of a launcher with which this process has to end; null: there is none
 */
export async function main(args: readonly string[], launcher: number | null = null): Promise<void> {
  const [{ runProgram }, { processHost }] = await Promise.all([
    import("./cli/program.ts"),
    import("./cli/process-host.ts"),
  ]);
  const code = await runProgram(args, processHost(launcher));
  // A failed command may have left a socket open; a started emulator listens on.
  if (code > 0) process.exit(code);
}
