// The measured side: tells its ports, answers questions about its CPU and memory, ends when told.

import { statSync } from "node:fs";

/** @param file the data file, when there is one */
export function serve(ports: Record<string, number>, stop: () => Promise<void> | void, file?: string): void {
  let last = process.cpuUsage();
  process.on("message", (what) => {
    if (what === "cpu") {
      const now = process.cpuUsage();
      process.send?.({ cpu: now.user - last.user + now.system - last.system });
      last = now;
    } else if (what === "memory") {
      globalThis.gc?.();
      process.send?.({
        rss: process.memoryUsage.rss(),
        peak: process.resourceUsage().maxRSS * 1024,
        file: bytesOf(file),
      });
    } else if (what === "stop") {
      void Promise.resolve(stop()).then(() => process.exit(0));
    }
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.({ ports });
}

function bytesOf(file: string | undefined): number {
  if (file === undefined) return 0;
  return [file, `${file}-wal`].reduce((sum, name) => sum + (statSync(name, { throwIfNoEntry: false })?.size ?? 0), 0);
}
