// JSON Schemas of accounts and config files: shipped, and right about files by a validator that knows nothing of Torpedo.

import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { handlingSchemaText } from "../../src/checks/sweep/handling.ts";
import { readHandling } from "../../src/cli/handling-file.ts";
import { readAccounts } from "../../src/config/accounts.ts";
import { fileKinds, fileSchemaText } from "../../src/config/file-schemas.ts";
import { readConfig } from "../../src/config/read.ts";
import { providers } from "../../src/providers/index.ts";
import { readScenario } from "../../src/scenario/file/read.ts";
import { scenarioSchemaText } from "../../src/scenario/file/schema.ts";
import { run } from "../support/cli.ts";
import { scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const root = join(import.meta.dirname, "../..");
const vocabularies = providers.map(({ vocabulary }) => vocabulary);
const ajv = new Ajv2020({ allowUnionTypes: true });
addFormats.default(ajv);
ajv.addFormat("base64", true);
const checks = Object.fromEntries([
  ...fileKinds.map((kind) => [kind, ajv.compile(JSON.parse(fileSchemaText(kind, providers)))] as const),
  ["handling", ajv.compile(JSON.parse(handlingSchemaText()))] as const,
  ["scenario", ajv.compile(JSON.parse(scenarioSchemaText()))] as const,
]);

/** Whether the schema takes a file, and whether Torpedo does. */
async function verdicts(kind: (typeof fileKinds)[number] | "handling", text: string): Promise<readonly boolean[]> {
  const file = join(scratch(), "file.yaml");
  writeFileSync(file, text);
  const read = {
    accounts: () => readAccounts(file, providers),
    config: () => readConfig({ flags: { config: file }, environment: {} }),
    handling: async () => readHandling(file, vocabularies),
  };
  const taken = await read[kind]().then(
    () => true,
    () => false,
  );
  return [checks[kind]?.(parse(text)) ?? false, taken];
}

/** Blocks of YAML in documents, with the schema that each names. */
const blocks = globSync(["README*.md", "docs/**/*.md", "examples/**/*.md"], { cwd: root }).flatMap((file) =>
  [
    ...readFileSync(join(root, file), "utf8").matchAll(
      /^```yaml\n(# yaml-language-server: \$schema=(\S+)\n[\s\S]*?)^```/gm,
    ),
  ].map(([, text = "", schema = ""]) => ({ file, text, schema })),
);

it("is what tools/write-schemas.ts writes, and what torpedo schema prints", async () => {
  for (const kind of fileKinds) {
    const text = fileSchemaText(kind, providers);
    expect(readFileSync(join(root, "schemas", `${kind}.schema.json`), "utf8")).toBe(text);
    expect((await run(`schema ${kind}`)).stdout).toBe(text);
  }
  expect((await run("schema")).stdout).toBe((await run("schema scenario")).stdout);
  expect((await run("schema acounts")).stderr).toContain("write accounts");
});

it("has an id by which its own folder resolves it", () => {
  for (const file of globSync("schemas/*.schema.json", { cwd: root })) {
    const { $id } = JSON.parse(readFileSync(join(root, file), "utf8"));
    expect(join("schemas", $id)).toBe(file);
  }
});

it("takes the examples of the documents, which point to a file of the package", async () => {
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(files).toContain("schemas");
  expect(blocks.map(({ schema }) => schema.split("/").at(-1)).toSorted()).toEqual(
    expect.arrayContaining(["accounts.schema.json", "config.schema.json"]),
  );
  for (const { file, text, schema } of blocks) {
    expect(existsSync(join(root, schema.replace(/^\.+\/node_modules\/torpedo-sms\//, "")))).toBe(true);
    if (schema.includes("scenario")) {
      const isRead = "scenario" in readScenario(text, file, vocabularies);
      expect([checks["scenario"]?.(parse(text)), isRead], text).toEqual([true, true]);
      continue;
    }
    const kind = (["accounts", "handling"] as const).find((kind) => schema.includes(kind)) ?? "config";
    expect(await verdicts(kind, text), text).toEqual([true, true]);
  }
});

describe("agrees with Torpedo about", () => {
  it.each([
    ["accounts", "{}", true],
    ["accounts", "$schema: ./accounts.schema.json\naccounts: {}", true],
    ["accounts", "accounts: { sophia/main: { credits: '+100', rate: 10/s } }", true],
    ["accounts", "accounts: { sophia/main: { rate: { rate: 10, burst: 5 } } }", true],
    ["accounts", "accounts: { sophia/main: { callbacks: { dlr: 'http://127.0.0.1:4000/dlr' } } }", true],
    ["accounts", "acounts: {}", false],
    ["accounts", "accounts: { sophia: {} }", false],
    ["accounts", "accounts: { 'sophia/a b': {} }", false],
    ["accounts", "accounts: { sophia/main: { rate: 0/s } }", false],
    ["accounts", "accounts: { sophia/main: { rate: 0.5/s } }", true],
    ["accounts", "accounts: { sophia/main: { credits: -1 } }", false],
    ["accounts", "accounts: { sophia/main: { credit: 1 } }", false],
    ["accounts", "accounts: { sophia/main: { enabled: maybe } }", false],
    ["accounts", "accounts: { sophia/main: { numbers: { abc: {} } } }", false],
    ["accounts", "accounts: { sophia/main: { callbacks: { parallel: 0 } } }", false],
    ["handling", "{}", true],
    ["handling", "$schema: ./handling.schema.json\ndefaults: { held: { exit: any, retries: 0 } }", true],
    ["handling", "outcomes: { mensagem/send/97: { exit: 300 } }", false],
    ["handling", "outcomes: { mensagem/send/97: { calls: 1 } }", false],
    ["handling", "defaults: { refused: { exit: 0 } }", false],
    ["handling", "skip: [ { id: mensagem/send/97 } ]", false],
    ["config", "{}", true],
    ["config", "$schema: ./config.schema.json\nhttpPort: 0", true],
    ["config", "host: [127.0.0.1, '::1']\ntestNumbers: off\nlogLevel: error", true],
    ["config", "providers: { sophia: {}, mensagem: { legacyQueries: true } }", true],
    ["config", "limits: { messages: 5 }\nbounds: { waits: 3 }", true],
    ["config", "clok: manual", false],
    ["config", "clock: fast", false],
    ["config", "httpPort: 70000", false],
    ["config", "limits: { mesages: 5 }", false],
    ["config", "logLevel: loud", false],
  ] as const)("%s: %s", async (kind, text, taken) => {
    expect(await verdicts(kind, text)).toEqual([taken, taken]);
  });
});
