// docs/control-api.md: every operation has its row, every example is run in its order and answers as the page says.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { openApiText } from "../../src/api/http/openapi.ts";
import { apiBase } from "../../src/api/request-of.ts";
import { table } from "../../src/api/table.ts";
import { packageVersion } from "../../src/config/package-version.ts";
import { callApi } from "../support/control.ts";
import { have } from "../support/programs.ts";
import { emulate, later, undoAll } from "../support/sandboxed.ts";
import { cleanEnvironment } from "../support/torpedo-process.ts";

afterEach(undoAll);
const root = join(import.meta.dirname, "../..");
const file = join(root, "docs/control-api.md");
const page = readFileSync(file, "utf8");

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly summary: string }>>>>;
}

// `vitest -u` writes it too.
it("is described by the file that tools/write-schemas.ts writes", async () => {
  const text = openApiText(table, packageVersion(), apiBase);
  await expect(text).toMatchFileSnapshot(join(root, "schemas/openapi.json"));
  expect((await callApi(await emulate(), "GET /openapi.json")).body).toEqual(JSON.parse(text));
});

describe("docs/control-api.md", () => {
  // `vitest -u` writes the rows.
  it("has a row for every operation and no other, with its summary", async () => {
    const { paths } = (await callApi<Document>(await emulate(), "GET /openapi.json")).body;
    const summaries = new Map<string, string>(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { summary }]) => [`${method.toUpperCase()} ${path}`, summary] as const),
      ),
    );
    const rowPattern = /^\| `([A-Z]+ \/[^`]*)` \|.*$/gm;
    const rows = [...page.matchAll(rowPattern)].map(([, operation]) => operation);
    expect(rows.toSorted()).toEqual([...summaries.keys()].toSorted());
    const written = page.replace(
      rowPattern,
      (_, operation: string) => `| \`${operation}\` | ${summaries.get(operation)} |`,
    );
    await expect(written).toMatchFileSnapshot(file);
  });

  it.skipIf(!have("curl"))(
    "has examples that can be run one after the other, and answer so",
    { timeout: 180_000 },
    async () => {
      // The clock of `default` is the machine's, as with `torpedo start`; sandboxes say what they want.
      const emulator = await emulate({}, { clock: "real" });
      const folder = mkdtempSync(join(tmpdir(), "torpedo-docs-"));
      later(() => rmSync(folder, { recursive: true }));
      const api = `${emulator.urls.http}/torpedo/v1`;
      const blocks = [...page.matchAll(/^```sh\n(.*?)^```$(?:\s+^```json\n(.*?)^```$)?/gms)];
      expect(blocks.length).toBeGreaterThan(15);
      for (const [, script = "", answer] of blocks) {
        const here = script.replace("http://127.0.0.1:8080/torpedo/v1", api);
        const lines = here.trimEnd().split(/\n(?=curl )/);
        let stdout = "";
        for (const line of lines) {
          const run = promisify(execFile)("sh", ["-euc", `api=${api}\n${line}`], {
            cwd: folder,
            env: cleanEnvironment(),
          });
          stdout = (await run).stdout;
        }
        // Answer to the last request, as the page shows it.
        if (answer !== undefined) expect(JSON.parse(stdout), script).toMatchObject(JSON.parse(answer));
      }
    },
  );
});
