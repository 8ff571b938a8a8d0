// A client in PHP with ten mistakes: conduct finds these ten and no other.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { have } from "../../support/programs.ts";
import { conductedClient } from "../../support/real-clients/conducted-client.ts";
import { scratch, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

const scenario = `
scenario: Provokes ten mistakes
rules:
  - rule: the number does not exist
    when: { operation: sendUnique, text: "Numero*" }
    then: [ answer: "90" ]
  - rule: not now
    when: { operation: sendUnique, text: "Ocupado*", nth: 1..3 }
    then: [ answer: "94" ]
  - rule: the answer is lost
    when: { operation: sendUnique, text: "Perdida*", nth: 1 }
    then: [ fault: lose-answer ]
  - rule: held
    when: { operation: send, text: "Retida*" }
    then: [ answer: "61" ]
`;
// A busy machine makes pauses long.
const rules = `rules: { TC104: { pause: 1h, growth: 1000 }, TC103: { inFlight: 0 } }`;

it.skipIf(!have("php"))("finds the ten mistakes of a planted client in PHP, and no other", async () => {
  const folder = scratch();
  const [script, settings] = [join(folder, "ten.yaml"), join(folder, "conduct.yaml")];
  writeFileSync(script, scenario);
  writeFileSync(settings, rules);
  const client = join(import.meta.dirname, "../../support/real-clients/planted-client.php");
  const words = ["--scenario", script, "--rules", settings];
  const { violated, stderr } = await conductedClient(["php", client], ...words);
  const planted = ["TC101", "TC103", "TC104", "TC201", "TC203", "TC205", "TC302", "TC501", "TC702", "TC705"];
  expect(violated, stderr).toEqual(planted);
});
