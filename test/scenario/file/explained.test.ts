// Words of rules that have maps in them, or nothing where there could be something.

import { expect, test } from "vitest";
import { providers } from "../../../src/providers/index.ts";
import { scenarioWords } from "../../../src/scenario/engine/sentences.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";

const vocabularies = providers.map(({ vocabulary }) => vocabulary);
const written: readonly (readonly [rule: string, en: string, pt: string])[] = [
  [
    "rules: [ { when: { operation: submit_sm, fields: { sequence_number: reused } }, then: [ { answer: throttled } ] } ]",
    "is asked submit_sm with a sequence_number that is reused, refuse",
    "recebe submit_sm com sequence_number repetido, recusa",
  ],
  [
    "accounts: { sophia/main: { callbacks: { dlr: 'http://127.0.0.1:9/x', rename: { id: z }, extra: { token: y } } } }",
    'rename {"id":"z"} and extra {"token":"y"}',
    'rename {"id":"z"} e extra {"token":"y"}',
  ],
  [
    "rules: [ { when: { event: inbound }, then: [ { report: { status: delivered } } ] } ]",
    "as delivered",
    "com o DLR delivered",
  ],
];

test.each(written)("%s", (text, en, pt) => {
  const read = readScenario(`scenario: x\n${text}\n`, "x.yaml", vocabularies);
  if ("findings" in read) expect(read.findings).toEqual([]);
  else {
    const words = scenarioWords(read.scenario);
    expect(words.en).toContain(en);
    expect(words.pt).toContain(pt);
  }
});
