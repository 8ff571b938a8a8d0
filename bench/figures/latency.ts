// The slowest of a hundred answers at half the rate that the same server reaches in the same run.

import { load } from "../http-load.ts";
import { steadily } from "../open-loop.ts";
import { send } from "../requests.ts";
import { type Row, spread } from "../row.ts";
import { startTarget, type Target } from "../target.ts";

const rounds = 3;
const connections = 50;

async function p99(port: number): Promise<number> {
  const requests = 10_000;
  const { seconds } = await load({ port, connections, requests, request: send.request, expect: "1;" });
  const latencies = await steadily({ port, call: send, rate: requests / seconds / 2, seconds: 4, connections });
  return latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN;
}

export async function latency(): Promise<Row[]> {
  const bare = await startTarget("bare node:http", "bare-http.ts");
  const torpedo = await startTarget("torpedo", "torpedo.ts");
  const figures: Record<"bare" | "ours", number[]> = { bare: [], ours: [] };
  const port = (target: Target, name: string): number => target.ports[name] ?? 0;
  for (let round = 0; round <= rounds; round++) {
    const [bareMs, ours] = [await p99(port(bare, "http")), await p99(port(torpedo, "mensagem"))];
    if (round === 0) continue;
    figures.bare.push(bareMs);
    figures.ours.push(ours);
  }
  await bare.stop();
  await torpedo.stop();
  return [
    {
      id: "latency",
      what: "`/sms/send`, p99 at half the maximum rate",
      unit: "ms",
      yardstick: { name: bare.name, figure: spread(figures.bare) },
      figure: spread(figures.ours),
      budget: { max: 1.5, of: "ratio" },
    },
  ];
}
