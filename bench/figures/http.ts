// Server CPU of the sends over HTTP against a bare node:http server that reads as much and answers as much.

import { mult, send, soap, unitario } from "../requests.ts";
import { answerBytes, inTurn, type Plan } from "../rounds.ts";
import { type Row, type Spread, spread } from "../row.ts";
import { startTarget } from "../target.ts";

const whole = { rounds: 7, requests: 10_000, warmUp: 3 } as const;
const cases = [
  { id: "send", call: send, max: 4 },
  { id: "soap", call: soap, max: 5 },
  { id: "unitario", call: unitario, max: 4 },
] as const;

const scaled = ({ median, least, max }: Spread, by: number): Spread => ({
  median: median / by,
  least: least / by,
  max: max / by,
});

/** @param ids which of `send`, `soap`, `unitario`, `mult` */
export async function http(ids: readonly string[], plan: Plan = whole): Promise<Row[]> {
  const bare = await startTarget("bare node:http", "bare-http.ts");
  const torpedo = await startTarget("torpedo", "torpedo.ts");
  const rows: Row[] = [];
  const bareLoad = { target: bare, port: bare.ports["http"] ?? 0 };
  for (const { id, call, max } of cases.filter((candidate) => ids.includes(candidate.id))) {
    const port = torpedo.ports[call.at] ?? 0;
    await bare.command({ bytes: await answerBytes(port, call) }, "sized");
    const targets = [
      { ...bareLoad, call: { ...call, expect: "1;" } },
      { target: torpedo, port, call },
    ];
    const [yardstick, figure] = await inTurn(targets, plan);
    if (yardstick === undefined || figure === undefined) continue;
    rows.push({
      id,
      what: `\`${call.name}\`, CPU`,
      unit: "us",
      yardstick: { name: bare.name, figure: yardstick },
      figure,
      budget: { max: max, of: "ratio" },
    });
  }
  if (ids.includes("mult")) {
    const thousand = { target: torpedo, port: torpedo.ports[mult.at] ?? 0, call: mult };
    const [figure = spread([])] = await inTurn([thousand], { rounds: 7, requests: 20, connections: 2 });
    rows.push({
      id: "mult",
      what: "`/sms/mult` of 1,000, CPU a message",
      unit: "us",
      yardstick: null,
      figure: scaled(figure, 1_000),
      budget: { max: 25, of: "figure" },
    });
  }
  await bare.stop();
  await torpedo.stop();
  return rows;
}
