// node bench/start.ts: from startEmulator to the first answer, in this process, after the modules are loaded.

import { pathToFileURL } from "node:url";
import { startEmulator } from "../src/index.ts";

/** Milliseconds that the median may take. */
export const startBudget = 150;

/** @returns milliseconds from the call to the first answered SMS: of the first start in this process, and the median */
export async function measureStart(rounds = 15): Promise<{ readonly first: number; readonly median: number }> {
  const figures: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const emulator = await startEmulator({ logLevel: "error" });
    await (await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`)).text();
    figures.push(performance.now() - began);
    await emulator.stop();
  }
  const [first = Number.NaN] = figures;
  figures.sort((a, b) => a - b);
  return { first, median: figures[rounds >> 1] ?? Number.NaN };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { first, median } = await measureStart();
  const figure = (ms: number): string => ms.toFixed(1);
  console.log(`start to first answer, ms: first ${figure(first)}, median ${figure(median)}, budget ${startBudget}`);
  if (median > startBudget) process.exitCode = 1;
}
