// Reads `torpedo.handling.yaml`. Each mistake is a sentence with its line.

import { existsSync } from "node:fs";
import { complaintOf } from "../api/check.ts";
import { type Handling, handlingFile, noHandling, strayName } from "../checks/sweep/handling.ts";
import { allOutcomes } from "../checks/sweep/plan.ts";
import { readYaml } from "../config/yaml-file.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Vocabulary } from "../core/vocabulary.ts";

const usualFile = "torpedo.handling.yaml";

/** @param given name of the file; undefined: the usual one, if there @throws UsageError */
export function readHandling(given: string | undefined, vocabularies: readonly Vocabulary[]): Handling {
  if (given === undefined && !existsSync(usualFile)) return noHandling;
  const file = given ?? usualFile;
  const document = readYaml(file, "file of expectations");
  const read = handlingFile.safeParse(document.value ?? {}, { reportInput: true });
  if (!read.success) {
    const { path, problem, remedy, value } = complaintOf(read.error.issues);
    const where = `${document.at(path)} ${path.join(".")}`.trimEnd();
    const valueFact = value === undefined || typeof value === "object" ? {} : { value };
    throw new UsageError({ where, problem, ...valueFact, remedy });
  }
  const stray = strayName(read.data, allOutcomes(vocabularies));
  if (stray === null) return read.data;
  const { path, ...mistake } = stray;
  throw new UsageError({ where: document.at(path), ...mistake });
}
