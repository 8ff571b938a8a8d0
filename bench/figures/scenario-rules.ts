// Cost of a send with a hundred and with a thousand rules, against none in the same run.

import { send } from "../requests.ts";
import { inTurn } from "../rounds.ts";
import type { Row } from "../row.ts";
import { startTarget } from "../target.ts";

export async function scenarioRules(): Promise<Row[]> {
  const targets = [
    await startTarget("no rules", "torpedo.ts", ["0"]),
    await startTarget("100 rules", "torpedo.ts", ["100"]),
    await startTarget("1,000 rules", "torpedo.ts", ["1000"]),
  ];
  const loaded = targets.map((target) => ({ target, port: target.ports["mensagem"] ?? 0, call: send }));
  const [none, hundred, thousand] = await inTurn(loaded, { rounds: 5, requests: 10_000 });
  for (const target of targets) await target.stop();
  if (none === undefined || hundred === undefined || thousand === undefined) return [];
  const yardstick = { name: "Torpedo without rules", figure: none };
  const row = { id: "rules", unit: "us", yardstick } as const;
  return [
    { ...row, what: "`/sms/send` past 100 rules, CPU", figure: hundred, budget: { max: 1.3, of: "ratio" } },
    { ...row, what: "`/sms/send` past 1,000 rules, CPU", figure: thousand, budget: null },
  ];
}
