// Writes the JSON Schema that the shipped scenarios point their editors to: node tools/write-scenario-schema.ts

import { writeFileSync } from "node:fs";
import { scenarioSchemaText } from "../src/scenario/file/schema.ts";

writeFileSync(new URL("../scenarios/scenario.schema.json", import.meta.url), scenarioSchemaText());
