// Loaded before a program that is not ours: answers for it what serve.ts answers.

let last = process.cpuUsage();
process.on("message", (what) => {
  if (what === "cpu") {
    const now = process.cpuUsage();
    process.send({ cpu: now.user - last.user + now.system - last.system });
    last = now;
  } else if (what === "memory") {
    globalThis.gc?.();
    process.send({ rss: process.memoryUsage.rss() });
  } else if (what === "stop") process.exit(0);
});
process.channel?.unref();
process.on("disconnect", () => process.exit(0));
