import { expect, it } from "vitest";
import { isOldNode, refuseOldNode } from "../../src/config/node-version.ts";

it.each([
  ["18.0.0", true],
  ["20.20.2", true],
  ["22.18.9", true],
  ["22.19.0", false],
  ["24.0.0", false],
])("Node.js %s is too old: %s", (version, isOld) => {
  expect(isOldNode(version)).toBe(isOld);
  const refusal = `this is Node.js ${version}, and torpedo needs 22.19 or newer; install a newer Node.js.`;
  if (isOld) expect(() => refuseOldNode(version)).toThrow(refusal);
  else expect(() => refuseOldNode(version)).not.toThrow();
});
