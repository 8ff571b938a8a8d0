// The README's table of keys is that of the checker.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { occasionTable } from "../../src/scenario/file/occasions.ts";

test("scenarios/README.md has the table of keys", () => {
  const readme = readFileSync(new URL("../../scenarios/README.md", import.meta.url), "utf8");
  expect(readme).toContain(occasionTable());
});
