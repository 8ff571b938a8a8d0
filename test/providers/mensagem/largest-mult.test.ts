// The largest MULT that the document allows fits in a request line.

import { afterEach, expect, it } from "vitest";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

it("1,000 records of 600 accented characters, percent-encoded", { timeout: 60_000 }, async () => {
  const emulator = await emulate({ "mensagem/main": { prepaid: false } });
  const records = Array.from({ length: 1_000 }, (_, index) => `119${99990000 + index}|${"é".repeat(600)}`);
  const query = new URLSearchParams({ u: "126b114c", l: "1", c: records.join(";") });
  expect(String(query).length).toBeGreaterThan(3_500_000);
  const answer = await fetch(`${emulator.urls.mensagem}/sms/mult?${query}`);
  const lines = (await answer.text()).split("\r\n");
  expect(lines.filter((line) => /^1;[0-9a-f]{32}$/.test(line))).toHaveLength(1_000);
});
