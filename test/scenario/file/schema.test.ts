import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scenarioSchemaText } from "../../../src/scenario/file/schema.ts";

test("the schema that editors read is the one that files are checked by (else: node tools/write-schemas.ts)", () => {
  const file = new URL("../../../schemas/scenario.schema.json", import.meta.url);
  expect(readFileSync(file, "utf8")).toBe(scenarioSchemaText());
});

test("it is a JSON Schema that allows no unknown keys", () => {
  const schema: unknown = JSON.parse(scenarioSchemaText());
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    required: ["scenario"],
    additionalProperties: false,
  });
});
