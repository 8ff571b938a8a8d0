// Mistakes that check let pass: accounts that do not exist, elements that no answer has. And its wrong hints.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readScenarioFile } from "../../../src/cli/scenario-files.ts";
import { providers } from "../../../src/providers/index.ts";
import { findingSentence } from "../../../src/scenario/file/finding.ts";
import { readScenario } from "../../../src/scenario/file/read.ts";
import { emulate, scratch, sendSophia, undoAll } from "../../support/sandboxed.ts";
import { untyped } from "../../support/scenario/untyped.ts";

afterEach(undoAll);

const vocabularies = providers.map(({ vocabulary }) => vocabulary);
const accounts = ["mensagem/main", "sophia/main", "mobilepronto/main"] as const;

function findings(text: string): string[] {
  const read = readScenario(text, "x.yaml", vocabularies, accounts);
  return "findings" in read ? read.findings.map(findingSentence) : [];
}

describe("check refuses what is not done", () => {
  const lines: readonly [string, string, string | null][] = [
    ["a step", "rules: [ { then: [ { account: mensagem/mian, credits: 1 } ] } ]", "there is no account mensagem/mian"],
    [
      "a condition",
      "rules: [ { when: { account: mensagem/mian }, then: [ delay: 1s ] } ]",
      "there is no account mensagem/mian",
    ],
    ["accounts", "accounts: { sophia/man: { credits: 1 } }", "there is no account sophia/man"],
    [
      "the timeline",
      "timeline: [ { at: 1s, do: { account: mensagem/x, credits: 1 } } ]",
      "there is no account mensagem/x",
    ],
    ["a glob is none", "rules: [ { when: { account: mensagem/* }, then: [ delay: 1s ] } ]", null],
    ["this is none", "rules: [ { then: [ { account: this, credits: 1 } ] } ]", null],
    ["SOAP", inside("MPG_Send_SMS", "MPG_Send_SMSReslt"), "no such answer has an element MPG_Send_SMSReslt"],
    ["SOAP, right", inside("MPG_Send_SMS", "MPG_Send_SMSResult"), null],
    ["JSON", inside("unitario", "mesageId"), "no such answer has an element mesageId"],
    ["JSON, right", inside("unitario", "mesageID"), null],
    ["lines of text", inside("send", "hash"), "no such answer has an element hash"],
    ["documents are not known", inside("wsdl", "service"), null],
  ];
  for (const [name, line, result] of lines) {
    it(`${name}: ${line.slice(0, 60)}`, () => {
      const all = findings(`scenario: x\n${line}\n`);
      expect(all).toEqual(result === null ? [] : [expect.stringContaining(result)]);
    });
  }

  function inside(operation: string, name: string): string {
    return `rules: [ { when: { operation: ${operation} }, then: [ { fault: { truncate: { inside: ${name} } } } ] } ]`;
  }

  it("in a sandbox, by its own accounts, those added later too", async () => {
    const emulator = await emulate();
    const scenario = untyped({ scenario: "x", rules: [{ then: [{ account: "sophia/other", credits: 1 }] }] });
    await expect(emulator.scenario.put(scenario)).rejects.toThrow(
      "there is no account sophia/other. Write sophia/main",
    );
    await expect(emulator.next({ operation: "send", account: "mensagem/mian", answer: "97" })).rejects.toThrow(
      "next: there is no account mensagem/mian: ",
    );
    await emulator.accounts.put("sophia/other", { details: { token: "OTHER" } });
    await emulator.scenario.put(scenario);
  });

  it("torpedo check knows the accounts that it is given", () => {
    const file = join(scratch(), "x.yaml");
    writeFileSync(file, "scenario: x\naccounts: { sophia/other: { credits: 1 } }\n");
    expect(readScenarioFile(file, vocabularies, accounts)).toHaveProperty("findings");
    expect(readScenarioFile(file, vocabularies, [...accounts, "sophia/other"])).toHaveProperty("scenario");
  });
});

describe("hints", () => {
  it("an unquoted colon", () => {
    expect(findings("scenario: x\nrules:\n  - rule: Sophia answers: not now\n    then: [ delay: 1s ]\n")).toEqual([
      'x.yaml:3:11: a text with a colon stands without quotes. Quote it: "Sophia answers: not now".',
    ]);
  });
  it("a long line with a colon is read in linear time", () => {
    const rest = `${" ".repeat(200_000)}x`;
    expect(findings(`scenario: x\nrules:\n  - rule: a: b${rest}\n    then: [ delay: 1s ]\n`)).toEqual([
      `x.yaml:3:11: a text with a colon stands without quotes. Quote it: "a: b${rest}".`,
    ]);
  });
  it("an event as an operation", () => {
    expect(findings("scenario: x\nrules: [ { when: { operation: inbound }, then: [ delay: 1s ] } ]")).toEqual([
      "x.yaml:2:31: inbound is no operation of any provider. Write event: inbound in place of operation.",
    ]);
  });
  it("operator is a key", () => {
    expect(findings("scenario: x\nrules: [ { when: { operater: vivo }, then: [ delay: 1s ] } ]")[0]).toContain(
      "Write operator.",
    );
  });
});

it("counters count each branch of oneOf", async () => {
  const emulator = await emulate();
  const oneOf = [
    { weight: 1, then: [{ life: "delivered" }] },
    { weight: 3, then: [{ life: "undelivered" }] },
  ];
  await emulator.scenario.put(untyped({ scenario: "x", seed: 1, rules: [{ then: [{ oneOf }] }] }));
  for (let n = 0; n < 12; n++) await sendSophia(emulator);
  const [rule] = (await emulator.scenario.read())?.rules ?? [];
  expect(rule?.branches.map(({ weight }) => weight)).toEqual([1, 3]);
  expect(rule?.branches.reduce((sum, { uses }) => sum + uses, 0)).toBe(12);
  expect(rule?.branches.every(({ uses }) => uses > 0)).toBe(true);
});
