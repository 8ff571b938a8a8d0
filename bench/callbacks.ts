// Callbacks a second to a local receiver, everything stored and every attempt recorded before and after, beside undici's
// bare loop in the same run. node bench/callbacks.ts

import { startTarget, type Target } from "./target.ts";

const count = 20_000;
const rounds = 3;

interface Figures {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

async function measure(target: Target, go: () => Promise<void>): Promise<Figures> {
  await target.cpu();
  const begun = performance.now();
  await go();
  const seconds = (performance.now() - begun) / 1_000;
  return { perSecond: count / seconds, cpuMicros: (await target.cpu()) / count };
}

const median = (figures: readonly Figures[]): Figures =>
  figures.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(figures.length / 2)] ?? {
    perSecond: 0,
    cpuMicros: 0,
  };

const receiver = await startTarget("receiver", "catcher.ts");
const url = `http://127.0.0.1:${receiver.ports["http"]}/dlr`;
const bare = await startTarget("undici loop", "undici-loop.ts");
const torpedo = await startTarget("torpedo", "torpedo-callbacks.ts");

const bareFigures: Figures[] = [];
const ourFigures: Figures[] = [];
for (let round = 0; round < rounds; round++) {
  bareFigures.push(await measure(bare, () => bare.tell({ url: `${url}?status=2`, count }, "done")));
  await torpedo.tell({ address: url, count }, "ready");
  ourFigures.push(await measure(torpedo, () => torpedo.tell({ go: true }, "done")));
}
const [yardstick, ours] = [median(bareFigures), median(ourFigures)];
console.log(`Node ${process.version}, ${rounds} rounds of ${count} callbacks, receiver in another process`);
console.log("| sender | callbacks/s | CPU, us each |\n| --- | --- | --- |");
console.log(`| bare undici loop | ${yardstick.perSecond.toFixed(0)} | ${yardstick.cpuMicros.toFixed(1)} |`);
console.log(`| torpedo | ${ours.perSecond.toFixed(0)} | ${ours.cpuMicros.toFixed(1)} |`);
console.log(
  `| ratio | ${(ours.perSecond / yardstick.perSecond).toFixed(2)} | ${(ours.cpuMicros / yardstick.cpuMicros).toFixed(2)} |`,
);
for (const target of [torpedo, bare, receiver]) await target.stop();
