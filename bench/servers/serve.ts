// The measured side: tells its ports, answers questions about its CPU and memory, ends when told.

export function serve(ports: Record<string, number>, stop: () => Promise<void> | void): void {
  let last = process.cpuUsage();
  process.on("message", (what) => {
    if (what === "cpu") {
      const now = process.cpuUsage();
      process.send?.({ cpu: now.user - last.user + now.system - last.system });
      last = now;
    } else if (what === "memory") {
      globalThis.gc?.();
      process.send?.({ rss: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 });
    } else if (what === "stop") {
      void Promise.resolve(stop()).then(() => process.exit(0));
    }
  });
  process.send?.({ ports });
}
