// Which requests a rule reaches: what `check` says of it holds for the providers as they are.

import { describe, expect, test } from "vitest";
import { vocabulary as mensagem } from "../../../src/providers/mensagem/vocabulary.ts";
import { vocabulary as mobilepronto } from "../../../src/providers/mobilepronto/vocabulary.ts";
import { vocabulary as sophia } from "../../../src/providers/sophia/vocabulary.ts";
import { findingSentence } from "../../../src/scenario/file/finding.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";

const vocabularies = [mensagem, mobilepronto, sophia];

function findingsOf(text: string): string[] {
  const read = readScenario(text, "s.yaml", vocabularies);
  return "findings" in read ? read.findings.map(findingSentence) : [];
}

/** Findings of rules, each `when` and `then`. */
function findingsOfRules(...rules: readonly (readonly [when: string, then: string])[]): string {
  const lines = rules.map(([when, then]) => `  - when: ${when}\n    then: ${then}\n`);
  return findingsOf(`scenario: t\nrules:\n${lines.join("")}`).join("\n");
}

describe("a rule is hidden only by a rule that is asked about the same", () => {
  const oneOf = '[ oneOf: [ { weight: 1, then: { answer: "900" } }, { weight: 1, then: { delay: 1s } } ] ]';
  test.each<[wide: [string, string], narrow: [string, string], hidden: boolean]>([
    [["{ provider: mensagem }", "[ delay: 1s ]"], ["{ operation: deliver_sm }", "[ delay: 2s ]"], false],
    [["{ provider: mensagem }", "[ delay: 1s ]"], ["{ operation: enquire_link }", "[ delay: 2s ]"], false],
    [
      ["{ provider: mobilepronto }", "[ delay: 1s ]"],
      ["{ operation: wsdl, provider: mobilepronto }", "[ delay: 2s ]"],
      true,
    ],
    [["{ provider: mensagem, text: A }", "[ delay: 1s ]"], ["{ provider: mensagem, text: A }", "[ delay: 2s ]"], true],
    [["{ event: inbound }", "[ set: { a: 1 } ]"], ["{ provider: mensagem }", "[ delay: 1s ]"], false],
    [["{}", "[ delay: 1s ]"], ["{ event: inbound }", "[ set: { a: 1 } ]"], false],
    [
      ["{ event: status, status: delivered }", "[ set: { a: 1 } ]"],
      ["{ event: status, status: undelivered }", "[ set: { a: 2 } ]"],
      false,
    ],
    [["{ event: status }", "[ set: { a: 1 } ]"], ["{ event: status, status: undelivered }", "[ set: { a: 2 } ]"], true],
    [["{ provider: mobilepronto }", "[ accept ]"], ["{ operation: wsdl }", "[ delay: 1s ]"], false],
    [["{}", "[ accept ]"], ["{ operation: wsdl }", "[ delay: 1s ]"], false],
    [["{}", oneOf.replace('{ answer: "900" }', "accept")], ["{ operation: wsdl }", "[ delay: 1s ]"], false],
  ])("%j above %j: %s", (wide, narrow, hidden) => {
    expect(findingsOfRules(wide, narrow).includes("never reached")).toBe(hidden);
  });
});

describe("a time zone is checked where it stands", () => {
  test.each([
    [
      "a rule's, beside weekday",
      "rules: [ { when: { weekday: mon, timezone: Brazil/Nowhere }, then: [ delay: 1s ] } ]",
    ],
    [
      "a rule's, beside date",
      "rules: [ { when: { date: 2026-03-02, timezone: Brazil/Nowhere }, then: [ delay: 1s ] } ]",
    ],
    [
      "a rule's, beside both",
      "rules: [ { when: { between: 08:00..09:00, weekday: mon, timezone: Brazil/Nowhere }, then: [ delay: 1s ] } ]",
    ],
    ["the file's", "timezone: Brazil/Nowhere\nrules: [ { when: { weekday: mon }, then: [ delay: 1s ] } ]"],
    ["the file's, which no rule needs", "timezone: Brazil/Nowhere\nrules: []"],
  ])("%s", (_about, text) => {
    const result = findingsOf(`scenario: t\n${text}`);
    expect(result).toHaveLength(1);
    expect(result[0]).toContain("there is no time zone Brazil/Nowhere. Write a zone such as America/Manaus or UTC.");
  });

  test("a zone with nothing to speak of", () => {
    expect(findingsOfRules(["{ timezone: UTC }", "[ delay: 1s ]"])).toContain(
      "timezone speaks of between, weekday and date",
    );
  });
});

test.each(["2026-02-30", "2026-02-29", "2026-04-31..2026-05-02", "2026-04-01..2026-06-31"])("%s is no date", (date) => {
  expect(findingsOfRules([`{ date: ${date} }`, "[ delay: 1s ]"])).toContain(`${date} is no date`);
});
test("29 February of a leap year is a date", () => {
  expect(findingsOfRules(["{ date: 2028-02-29 }", "[ delay: 1s ]"])).toBe("");
});

describe("pdu", () => {
  test.each(["ESME_ROK", '"0x0"', "0x0", "0", '"0"', '"00"'])("status %s leaves the body", (status) => {
    const pdu = `{ status: ${status}, fields: { message_id: "7" }, tlvs: { "0x1403": "01" } }`;
    expect(findingsOfRules(["{ operation: submit_sm }", `[ pdu: ${pdu} ]`])).toBe("");
  });

  test.each(["ESME_RTHROTTLED", "0x58", "88"])("status %s takes the body away", (status) => {
    const result = findingsOfRules([
      "{ operation: submit_sm }",
      `[ pdu: { status: ${status}, fields: { message_id: a } } ]`,
    ]);
    expect(result).toContain("fields cannot be sent: the PDU is a bare header");
  });

  test.each([
    ["255", true],
    ["0xff", true],
    ["256", false],
    ["999", false],
  ])("an octet of %s: %s", (octet, fits) => {
    const result = findingsOfRules(["{ operation: deliver_sm }", `[ pdu: { fields: { esm_class: ${octet} } } ]`]);
    expect(result.includes("from 0 to 255")).toBe(!fits);
  });

  test.each([
    ["deliver_sm", true],
    ["alert_notification", false],
    ["enquire_link", false],
    ["submit_sm", false],
  ])("a receipt on %s: %s", (operation, carries) => {
    const result = findingsOfRules([`{ operation: ${operation} }`, '[ pdu: { receipt: "stat:${stat}" } ]']);
    expect(result.includes("no such PDU carries a receipt")).toBe(!carries);
  });
});

test.each([
  ["message_id", true],
  ["sequence_number", true],
  ["mesage_id", false],
])("truncate inside %s of a response: %s", (inside, exists) => {
  const result = findingsOfRules(["{ operation: submit_sm }", `[ fault: { truncate: { inside: ${inside} } } ]`]);
  expect(result.includes("no such PDU has a parameter")).toBe(!exists);
});
