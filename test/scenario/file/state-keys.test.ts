// `${state.NAME}` of a variable with a value per key, where nothing has that key.

import { expect, it } from "vitest";
import { providers } from "../../../src/providers/index.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";

const vocabularies = providers.map(({ vocabulary }) => vocabulary);

function problems(rules: readonly object[], timeline: readonly object[] = []): string[] {
  const read = readScenario(JSON.stringify({ scenario: "keys", rules, timeline }), "keys.json", vocabularies);
  return "findings" in read ? read.findings.map((finding) => finding.found) : [];
}

const setPer = (per: string) => ({
  when: { operation: "submit_sm" },
  continue: true,
  then: [{ set: { per, count: "+1" } }],
});

it.each([
  ["from", { when: { operation: "unitario" }, then: [{ response: { body: "${state.count}" } }] }],
  ["session", { when: { operation: "send" }, then: [{ response: { body: "${state.count}" } }] }],
  ["to", { when: { event: "bound" }, then: [{ set: { seen: "${state.count}" } }] }],
  ["text", { when: { operation: "query_sm" }, then: [{ pdu: { fields: { message_id: "${state.count}" } } }] }],
])("a value per %s is refused in %j", (per, rule) => {
  expect(problems([setPer(per), rule])).toEqual([`\${state.count} has a value per ${per}, and nothing here has one`]);
});

it("the timeline has no key at all", () => {
  const entry = { at: "1m", do: { set: { seen: "${state.count}" } } };
  expect(problems([setPer("to")], [entry])).toEqual(["${state.count} has a value per to, and nothing here has one"]);
});

it.each([
  ["to", { when: { operation: "unitario" }, then: [{ response: { body: "${state.count}" } }] }],
  ["session", { when: { event: "bound" }, then: [{ set: { seen: "${state.count}" } }] }],
  ["from", { when: { provider: "mensagem" }, then: [{ response: { body: "${state.count}" } }] }],
])("a value per %s stands in %j", (per, rule) => {
  expect(problems([setPer(per), rule])).toEqual([]);
});
