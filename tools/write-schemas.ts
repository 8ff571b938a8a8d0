// Writes the JSON Schemas and the OpenAPI document that the package ships: node tools/write-schemas.ts

import { mkdirSync, writeFileSync } from "node:fs";
import { openApiText } from "../src/api/http/openapi.ts";
import { apiBase } from "../src/api/request-of.ts";
import { table } from "../src/api/table.ts";
import { handlingSchemaText } from "../src/checks/sweep/handling.ts";
import { fileKinds, fileSchemaText } from "../src/config/file-schemas.ts";
import { packageVersion } from "../src/config/package-version.ts";
import { providers } from "../src/providers/index.ts";
import { scenarioSchemaText } from "../src/scenario/file/schema.ts";

const root = new URL("../", import.meta.url);
mkdirSync(new URL("schemas/", root), { recursive: true });
writeFileSync(new URL("schemas/scenario.schema.json", root), scenarioSchemaText());
for (const kind of fileKinds)
  writeFileSync(new URL(`schemas/${kind}.schema.json`, root), fileSchemaText(kind, providers));
writeFileSync(new URL("schemas/handling.schema.json", root), handlingSchemaText());
writeFileSync(new URL("schemas/openapi.json", root), openApiText(table, packageVersion(), apiBase));
