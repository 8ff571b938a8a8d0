// Scenarios that are made to be costly, put on over the control API, and large ones that somebody means.

import { afterEach, expect, it, test } from "vitest";
import { callApi } from "../support/control.ts";
import { amount } from "../support/endurance/amount.ts";
import { longestTurn } from "../support/longest-turn.ts";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const many = (count: number, each: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => each(n)).join("");
const at = "PUT /sandboxes/default/scenario";

test.each([
  [
    "quotes",
    `"${'"'.repeat(60_000)}`,
    { line: 1, found: expect.stringContaining("Unexpected"), remedy: "Write valid YAML or JSON here" },
  ],
  [
    "anchors",
    `scenario: t\nabout: ${"&a ".repeat(amount(100_000, 300_000))}`,
    { line: 2, found: "A node can have at most one anchor", remedy: "Write valid YAML or JSON here" },
  ],
  [
    "lists",
    `scenario: t\nrules: ${"[".repeat(4_000_000)}`,
    { line: 1, column: 1, found: "it is longer than 1 MiB", remedy: "Write less, or split it" },
  ],
  [
    "lists of fewer",
    `scenario: t\nrules: ${"[".repeat(1_000_000)}`,
    { line: 2, found: "there are more than 100 values within one another", remedy: "Nest less deeply" },
  ],
  [
    "unknown keys",
    `scenario: t\n${many(amount(6_000, 19_000), (n) => `k${n}: 1\n`)}`,
    { line: 2, column: 1, found: "unknown key k0", remedy: expect.any(String) },
  ],
  [
    "laughs",
    `scenario: t\nrules:\n- &a0 [x,x]\n${many(60, (n) => `- &a${n + 1} [*a${n}, *a${n}]\n`)}`,
    { found: expect.stringContaining("each alias counted"), remedy: expect.any(String) },
  ],
])("%s are refused, and others are answered meanwhile", async (_what, text, finding) => {
  const emulator = await emulate();
  await callApi(emulator, "POST /sandboxes/default/scenario/check", { text: "scenario: warm" });
  const longest = await longestTurn(async () => {
    const [put, check, other] = await Promise.all([
      callApi<{ findings: unknown[] }>(emulator, at, { text }),
      callApi<{ findings: unknown[] }>(emulator, "POST /sandboxes/default/scenario/check", { text }),
      callApi(emulator, "GET /sandboxes"),
    ]);
    expect([put.status, check.status, other.status]).toEqual([400, 200, 200]);
    expect(put.body.findings[0]).toMatchObject(finding);
    expect(check.body.findings[0]).toMatchObject(finding);
  });
  // Some took ten seconds and more; what these take is a tenth of this.
  expect(longest).toBeLessThan(3_000);
});

it("very many rules, and entries of a timeline, are no attack", async () => {
  const emulator = await emulate();
  const rules = many(
    amount(250, 1_000),
    (n) =>
      `  - rule: number ${n}\n    when: { provider: mensagem, operation: [send, mult, submit_sm], to: "55119${10_000_000 + n}", text: '/PIN \\d{4}/' }\n` +
      "    then:\n      - delay: 100ms\n      - life: [ { sent: 1s }, { delivered: 3s } ]\n      - reply: { text: ok, after: 5s }\n",
  );
  const entries = many(
    amount(2_500, 10_000),
    (n) => `  - at: ${n}s\n    do:\n      - { account: mensagem/main, credits: ${n} }\n`,
  );
  for (const text of [
    `scenario: rules\nrules:\n${rules}`,
    `scenario: timeline\nclock: manual\ntimeline:\n${entries}`,
  ]) {
    const { status, body } = await callApi(emulator, at, { text });
    expect([status, body]).toEqual([200, expect.objectContaining({ text })]);
  }
});
