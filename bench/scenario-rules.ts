// node bench/scenario-rules.ts: what a thousand rules cost a send, against none in the same run. Budget: 1.3.

import { load } from "./http-load.ts";
import { startTarget, type Target } from "./target.ts";

const requests = 10_000;
const rounds = 5;
const budget = 1.3;

const request = (n: number): string =>
  `GET /sms/send?u=126b114c&n=1199999${String(n % 10_000).padStart(4, "0")}&m=Sua%20fatura%20vence%20amanha HTTP/1.1\r\nHost: localhost\r\n\r\n`;

async function round(target: Target): Promise<number> {
  await target.cpu();
  await load({ port: target.ports["mensagem"] ?? 0, connections: 50, requests, request, expect: "1;" });
  return (await target.cpu()) / requests;
}

const none = await startTarget("no rules", "torpedo.ts", ["0"]);
const thousand = await startTarget("1,000 rules", "torpedo.ts", ["1000"]);
const without: number[] = [];
const withRules: number[] = [];
// In turn, so that a busy machine is as unfair to one as to the other; the first round warms up.
for (let n = 0; n <= rounds; n++) {
  const [one, other] = [await round(none), await round(thousand)];
  if (n === 0) continue;
  without.push(one);
  withRules.push(other);
}
const median = (figures: number[]): number =>
  figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
const [base, loaded] = [median(without), median(withRules)];
console.log(`Node ${process.version}, ${rounds} rounds of ${requests} sends in turn`);
console.log("| no rules, us | 1,000 rules, us | ratio | budget |\n| --- | --- | --- | --- |");
console.log(`| ${base.toFixed(1)} | ${loaded.toFixed(1)} | ${(loaded / base).toFixed(2)} | ${budget} |`);
await Promise.all([none.stop(), thousand.stop()]);
