// Bounds of the files that are read whole. The files here are sparse.

import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { readExport, readText } from "../../src/config/text-file.ts";
import { run } from "../support/cli.ts";
import { scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const mebibyte = 1024 * 1024;

function fileOf(bytes: number): string {
  const file = join(scratch(), "file");
  writeFileSync(file, "");
  truncateSync(file, bytes);
  return file;
}

it("an export may be larger than other files", () => {
  const file = fileOf(17 * mebibyte);
  expect(readExport(file)).toHaveLength(17 * mebibyte);
  expect(() => readText(file, "baseline")).toThrow(
    `${file}: the baseline is larger than 16 MiB; give a baseline of at most 16 MiB.`,
  );
});

it("an export past its bound is refused with what to do", async () => {
  const file = fileOf(256 * mebibyte + 1);
  for (const words of [`conduct --from ${file}`, `diff ${file} ${file}`]) {
    const { code, stderr } = await run(words);
    expect(code).toBe(2);
    expect(stderr).toContain("the export is larger than 256 MiB; give the sandbox a lower limit, such as --limit");
  }
});
