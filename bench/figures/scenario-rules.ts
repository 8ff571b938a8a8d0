// Cost of a send with a thousand rules, against none in the same run.

import { send } from "../requests.ts";
import { inTurn } from "../rounds.ts";
import type { Row } from "../row.ts";
import { startTarget } from "../target.ts";

export async function scenarioRules(): Promise<Row[]> {
  const targets = [
    await startTarget("no rules", "torpedo.ts", ["0"]),
    await startTarget("1,000 rules", "torpedo.ts", ["1000"]),
  ];
  const loaded = targets.map((target) => ({ target, port: target.ports["mensagem"] ?? 0, call: send }));
  const [none, thousand] = await inTurn(loaded, { rounds: 5, requests: 10_000 });
  for (const target of targets) await target.stop();
  if (none === undefined || thousand === undefined) return [];
  const yardstick = { name: "Torpedo without rules", figure: none };
  const budget = { max: 4, of: "ratio" } as const;
  return [{ id: "rules", what: "`/sms/send` past 1,000 rules, CPU", unit: "us", yardstick, figure: thousand, budget }];
}
