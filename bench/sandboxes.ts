// node --expose-gc bench/sandboxes.ts: what a thousand sandboxes cost: time and memory to make, CPU when nothing happens, a
// send beside them.

import type { Emulator } from "../src/client/sandbox.ts";
import { startEmulator } from "../src/client/start-emulator.ts";

const many = 1_000;
const idleMs = 3_000;
const budget = { milliseconds: 5, kibibytes: 64, idlePercent: 2 };

/** Bytes of the process: the store's, which lies outside of V8's heap, are among them. */
function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

/** CPU, in percent of one core, of this process while nobody does anything. */
async function idlePercent(): Promise<number> {
  memory();
  // Compilation and collection after work are not idling.
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1_000 / idleMs) * 100;
}

async function send(emulator: Emulator): Promise<number> {
  const rounds = 500;
  const sample = (await emulator.samples()).map(({ example }) => example).find(({ by }) => by === "http");
  if (sample?.by !== "http") throw new Error("no provider has a sample over HTTP");
  const { url, method, headers, body } = sample;
  const init = { method, headers, ...(method === "POST" && { body }) };
  const began = performance.now();
  for (let n = 0; n < rounds; n++) await (await fetch(url, init)).arrayBuffer();
  return (performance.now() - began) / rounds;
}

if (globalThis.gc === undefined) console.log("without --expose-gc memory is only about right");
const emulator = await startEmulator({
  httpPort: 0,
  mensagemPort: 0,
  smppPort: 0,
  data: ":memory:",
  logLevel: "error",
});
await send(emulator);
const alone = { send: await send(emulator), idle: await idlePercent() };
const heap = memory();
const began = performance.now();
for (let n = 0; n < many; n++) await emulator.sandbox(`box-${n}`, { idle: "1h" });
const milliseconds = (performance.now() - began) / many;
const kibibytes = (memory() - heap) / many / 1_024;
const beside = { send: await send(emulator), idle: await idlePercent() };
await emulator.stop();

console.log(`Node ${process.version}, ${many} sandboxes, each with an account of every provider`);
console.log("| figure | 1 sandbox | beside them | budget |\n| --- | --- | --- | --- |");
console.log(`| to make one, ms | | ${milliseconds.toFixed(2)} | ${budget.milliseconds} |`);
console.log(`| memory of one, KiB | | ${kibibytes.toFixed(1)} | ${budget.kibibytes} |`);
console.log(`| idle CPU, % of a core | ${alone.idle.toFixed(2)} | ${beside.idle.toFixed(2)} | ${budget.idlePercent} |`);
console.log(`| a send, ms | ${alone.send.toFixed(2)} | ${beside.send.toFixed(2)} | |`);
if (milliseconds > budget.milliseconds || kibibytes > budget.kibibytes || beside.idle > budget.idlePercent)
  process.exitCode = 1;
