// torpedo check --twice: a command that runs twice with the seed of a scenario leaves the same journal, or what differs is said.

import { expect, it } from "vitest";
import { run } from "../support/cli.ts";

const sending = (text: string): string[] => [
  "--",
  process.execPath,
  "--input-type=module",
  "-e",
  `const { TORPEDO_URL, TORPEDO_SOPHIA_TOKEN: token } = process.env;
  const form = new URLSearchParams({ token, destino: "11999990001", msg: ${text} });
  await (await fetch(TORPEDO_URL + "/api/unitario.php", { method: "POST", body: form })).text();`,
];

it("says that two runs are the same, chance of the scenario included", async () => {
  const { code, stdout } = await run(["check", "--twice", "weighted-outcomes", ...sending('"Oi"')]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "first run and second run are the same: 2 entries.\n" });
});

it("says what differs", async () => {
  const { code, stdout } = await run(["check", "--twice", "weighted-outcomes", ...sending("String(process.pid)")]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^request 1 .*\n {2}first run: .*\n {2}second run: [\s\S]*\n2 differences\.\n$/);
});

it.each<[string, string[], number, string]>([
  ["a command that fails", ["weighted-outcomes", "--", process.execPath, "-e", "process.exit(4)"], 1, "exited with 4"],
  ["no command", ["weighted-outcomes"], 2, "COMMAND: is missing"],
  ["a flag of the other form", ["--deep", "weighted-outcomes", "--", "x"], 2, "--deep: has no effect beside --twice"],
  ["a report", ["--sarif", "x", "weighted-outcomes", "--", "x"], 2, "--sarif: has no effect beside --twice"],
  ["a choice of rules", ["--only", "SC01", "weighted-outcomes", "--", "x"], 2, "--only: has no effect beside --twice"],
  ["a scenario that does not exist", ["weighted-outcome", "--", "x"], 2, "write weighted-outcomes"],
])("%s", async (_name, words, code, sentence) => {
  const result = await run(["check", "--twice", ...words]);
  expect(result.code).toBe(code);
  expect(result.stderr).toContain(sentence);
});
