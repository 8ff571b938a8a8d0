// node bench/start.ts: from startEmulator to the first answer, in this process, after the modules are loaded.

import { startEmulator } from "../src/emulator.ts";

const rounds = 15;
const budget = 150;
const options = { httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:", logLevel: "error" } as const;
const figures: number[] = [];
for (let round = 0; round < rounds; round++) {
  const began = performance.now();
  const emulator = await startEmulator(options);
  await (await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`)).text();
  figures.push(performance.now() - began);
  await emulator.stop();
}
const [first = 0] = figures;
figures.sort((a, b) => a - b);
const median = figures[Math.floor(rounds / 2)] ?? Number.NaN;
const figure = (ms: number): string => ms.toFixed(1);
console.log(`start to first answer, ms: first ${figure(first)}, median ${figure(median)}, budget ${budget}`);
if (median > budget) process.exitCode = 1;
