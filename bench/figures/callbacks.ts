// Callbacks to a local receiver, everything stored and every attempt recorded before and after, beside undici's bare loop in
// the same run.

import { type Row, spread } from "../row.ts";
import { startTarget, type Target } from "../target.ts";

const count = 20_000;
const rounds = 3;

class Figures {
  readonly each: number[] = [];
  readonly cpu: number[] = [];

  async measure(target: Target, go: () => Promise<void>): Promise<void> {
    await target.cpu();
    const begun = performance.now();
    await go();
    this.each.push(((performance.now() - begun) * 1_000) / count);
    this.cpu.push((await target.cpu()) / count);
  }
}

export async function callbacks(): Promise<Row[]> {
  const receiver = await startTarget("receiver", "catcher.ts");
  const url = `http://127.0.0.1:${receiver.ports["http"]}/dlr`;
  const bare = await startTarget("undici loop", "undici-loop.ts");
  const torpedo = await startTarget("torpedo", "torpedo-callbacks.ts");
  const [yardstick, ours] = [new Figures(), new Figures()];
  for (let round = 0; round < rounds; round++) {
    await yardstick.measure(bare, () => bare.command({ url: `${url}?status=2`, count }, "done"));
    await torpedo.command({ address: url, count }, "ready");
    await ours.measure(torpedo, () => torpedo.command({ go: true }, "done"));
  }
  for (const target of [torpedo, bare, receiver]) await target.stop();
  const name = "bare undici loop";
  const perSecond = (figures: Figures) => spread(figures.each.map((micros) => 1e6 / micros));
  return [
    {
      id: "callbacks",
      what: "a callback, CPU",
      unit: "us",
      yardstick: { name, figure: spread(yardstick.cpu) },
      figure: spread(ours.cpu),
      budget: null,
    },
    {
      id: "callbacks",
      what: "callbacks a second",
      unit: "/s",
      yardstick: { name, figure: perSecond(yardstick) },
      figure: perSecond(ours),
      budget: null,
    },
  ];
}
