import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { scratch, undoAll } from "../support/sandboxed.ts";
import { storeOn } from "../support/store.ts";

afterEach(undoAll);

/** How often this process has a file open. */
function handles(file: string): number {
  return readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === file;
    } catch {
      // The handle by which the folder was read.
      return false;
    }
  }).length;
}

describe.skipIf(!existsSync("/proc/self/fd"))("the log of the data file", () => {
  async function after(commits: number, durability: "process" | "power") {
    const file = join(scratch(), "torpedo.db");
    const store = storeOn(file, { durability });
    for (let n = 0; n < commits; n++) {
      store.keyValue.set("default", "n", String(n));
      await store.committed();
    }
    return { store, log: `${file}-wal`, file };
  }

  it("is synced beside SQLite once it has grown, and let go with the data file", async () => {
    const { store, log, file } = await after(100, "process");
    expect(handles(log)).toBe(2);
    store.close();
    // A sync under way ends first.
    await expect.poll(() => handles(log)).toBe(0);
    const again = storeOn(file);
    expect(again.keyValue.get("default", "n")).toBe("99");
    again.close();
  });

  it("is SQLite's alone while there is little of it, and where each commit is synced by itself", async () => {
    for (const [commits, durability] of [
      [10, "process"],
      [100, "power"],
    ] as const) {
      const { store, log } = await after(commits, durability);
      expect(handles(log)).toBe(1);
      store.close();
      expect(handles(log)).toBe(0);
    }
  });
});
