// Parts are closed once each, the latest first, whatever one of them does.

import { expect, it } from "vitest";
import { Opened } from "../../src/core/opened.ts";

it("closes the latest first, waits for each, and tells the first error after all are closed", async () => {
  const closed: string[] = [];
  const opened = new Opened();
  expect(opened.adopt("store", (part) => void closed.push(part))).toBe("store");
  opened.defer(() => {
    throw new Error("the sender does not stop");
  });
  opened.defer(async () => {
    await Promise.resolve();
    closed.push("listeners");
  });
  await expect(opened.close()).rejects.toThrow("the sender does not stop");
  expect(closed).toEqual(["listeners", "store"]);
  await opened.close();
  expect(closed).toHaveLength(2);
});
