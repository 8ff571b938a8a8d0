// Writes the JSON Schemas that the package ships for editors: node tools/write-schemas.ts

import { mkdirSync, writeFileSync } from "node:fs";
import { handlingSchemaText } from "../src/checks/sweep/handling.ts";
import { fileKinds, fileSchemaText } from "../src/config/file-schemas.ts";
import { providers } from "../src/providers/index.ts";
import { scenarioSchemaText } from "../src/scenario/file/schema.ts";

const root = new URL("../", import.meta.url);
writeFileSync(new URL("scenarios/scenario.schema.json", root), scenarioSchemaText());
mkdirSync(new URL("schemas/", root), { recursive: true });
for (const kind of fileKinds)
  writeFileSync(new URL(`schemas/${kind}.schema.json`, root), fileSchemaText(kind, providers));
writeFileSync(new URL("schemas/handling.schema.json", root), handlingSchemaText());
