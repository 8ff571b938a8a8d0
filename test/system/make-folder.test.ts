// Folders for data, results, reports and the program's own files.

import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { makeFolder } from "../../src/system/make-folder.ts";

const top = mkdtempSync(join(tmpdir(), "torpedo-folder-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));
writeFileSync(join(top, "file"), "");
symlinkSync(join(top, "nowhere"), join(top, "dangling"));

it.each([
  ["a folder that exists", top],
  ["a folder in new folders", join(top, "a/b/c")],
  ["a relative path", relative("", join(top, "d/e"))],
  ["the folder of the process", "."],
])("creates %s", (_, path) => {
  expect(makeFolder(path, 0o700)).toBe(path);
  expect(statSync(path).isDirectory()).toBe(true);
});

it.skipIf(process.platform === "win32")("gives each new folder its mode", () => {
  makeFolder(join(top, "private/inner"), 0o700);
  const modes = ["private", "private/inner"].map((name) => statSync(join(top, name)).mode & 0o777);
  expect(modes).toEqual([0o700, 0o700]);
});

const refused = [
  ["a file", join(top, "file"), "is a file, not a folder"],
  ["a folder in a file", join(top, "file/inner"), "is a file, not a folder"],
  ["a link to nowhere", join(top, "dangling"), "EEXIST"],
  // Node's own recursion never ends here.
  ...(existsSync("/proc") ? [["a folder within /proc", "/proc/none/inner", "ENOENT"] as const] : []),
] as const;
it.each(refused)("refuses %s", (_, path, problem) => {
  expect(() => makeFolder(path)).toThrow(problem);
  expect(() => openDatabase(join(path, "torpedo.db"), "process")).toThrow(/^The data file .* give --data another file/);
});
