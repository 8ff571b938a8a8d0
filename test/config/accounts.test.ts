import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { applyEntries, readAccounts } from "../../src/config/accounts.ts";
import { defaultAccounts as accountsOf } from "../../src/config/first-accounts.ts";
import { providers } from "../../src/providers/index.ts";

const defaultAccounts = accountsOf(providers);

import { accountKey } from "../../src/core/account.ts";
import { UsageError } from "../../src/core/usage-error.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-accounts-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "accounts.yaml");
const read = (text: string) => {
  writeFileSync(path, text);
  return readAccounts(path, providers);
};
const applied = async (text: string) => applyEntries(defaultAccounts, await read(text));

describe("the accounts file", () => {
  it("changes a default account and leaves the others", async () => {
    const accounts = await applied(`accounts:
  mensagem/main: { credits: 5, callbacks: { dlr: "http://127.0.0.1:4000/dlr", timeoutMs: 100 }, details: { la: "100" } }
  mobilepronto/main:
    enabled: false
    numbers: { 5511999990001: { procon: true, operator: "55321" } }
`);
    const [pronto, mensagem, sophia] = accounts;
    expect(accounts).toHaveLength(3);
    expect(mensagem).toMatchObject({
      credits: { long: 5, flash: 5, short: 5 },
      callbacks: { dlr: "http://127.0.0.1:4000/dlr", timeoutMs: 100 },
      details: { la: "100", integrationUser: "126b114c" },
    });
    expect(pronto).toMatchObject({ enabled: false, numbers: { "5511999990001": { procon: true, operator: "55321" } } });
    expect(sophia).toEqual(defaultAccounts[2]);
  });

  it("adds accounts and sandboxes, and replaces whole ones", async () => {
    const accounts = await applied(`accounts:
  sophia/second: { credits: 7, prepaid: false, details: { token: SECOND } }
  mensagem/main: { replace: true, credits: { short: 3 }, details: { integrationUser: other } }
sandboxes:
  ci-1: { sophia/main: { rate: { rate: "2/s", burst: 5 }, details: { token: CI } } }
`);
    const byKey = new Map(accounts.map((account) => [`${account.sandbox} ${accountKey(account)}`, account]));
    expect(byKey.get("default sophia/second")).toEqual({
      sandbox: "default",
      provider: "sophia",
      name: "second",
      enabled: true,
      prepaid: false,
      credits: { sms: 7 },
      callbacks: {},
      numbers: {},
      details: { token: "SECOND" },
    });
    expect(byKey.get("default mensagem/main")).toMatchObject({ credits: { long: 0, flash: 0, short: 3 } });
    expect(byKey.get("default mensagem/main")?.details).toEqual({ integrationUser: "other" });
    expect(byKey.get("ci-1 sophia/main")).toMatchObject({ sandbox: "ci-1", details: { token: "CI" } });
    expect(byKey.size).toBe(5);
  });

  it("knows where an account and its details stand, for the provider's own check", async () => {
    const [entry] = await read(
      "accounts:\n  sophia/main:\n    details:\n      token: 5\n      list: [a,\n        b]\n",
    );
    expect(entry?.where).toBe(`${path}:2:3`);
    expect(entry?.whereIn(["token"])).toBe(`${path}:4:7`);
    expect(entry?.whereIn(["list", 1])).toBe(`${path}:6:9`);
    expect(entry?.whereIn(["absent"])).toBe(`${path}:3:5`);
  });

  it("may be empty", async () => {
    expect(await read("")).toEqual([]);
    expect(await read("accounts: {}\n")).toEqual([]);
  });

  it.each([
    ["acounts: {}", "1:1 acounts: is not known; write accounts."],
    ["accounts:\n  mensagem: {}", "2:3 accounts.mensagem: must be PROVIDER/NAME"],
    ["accounts:\n  mensagem/a b: {}", "2:3 accounts.mensagem/a b: must be PROVIDER/NAME"],
    ["accounts:\n  Mensagem/b: {}", "2:3 accounts.Mensagem/b: must be PROVIDER/NAME"],
    ["sandboxes:\n  ci: { mensagem/-b: {} }", "2:9 sandboxes.ci.mensagem/-b: must be PROVIDER/NAME"],
    ["accounts:\n  a/b: { rate: 0/s }", "must be a rate over 0"],
    ["accounts:\n  a/b: { rate: { rate: 0.00/m } }", "2:18 accounts.a/b.rate.rate: must be a rate over 0"],
    ["accounts:\n  a/b: { credits: -1 }", "2:10 accounts.a/b.credits"],
    ["accounts:\n  a/b: { credits: lots }", "2:10 accounts.a/b.credits"],
    [
      "accounts:\n  a/b:\n    callbacks: { dlr: ftp://x }",
      '3:18 accounts.a/b.callbacks.dlr: must be an http or https address, not "ftp://x"',
    ],
    ["accounts:\n  a/b:\n    numbers: { abc: {} }", "3:16 accounts.a/b.numbers.abc: must be digits, country first"],
    ["accounts:\n  a/b:\n    numbers: { 55119999: { operator: vivo } }", "must be RN1 with country"],
    ["accounts:\n  a/b: { enabled: yes please }", "2:10 accounts.a/b.enabled: "],
    ["accounts:\n  a/b: { colour: red }", "2:10 accounts.a/b.colour: is not known; choose from replace, enabled"],
    ["sandboxes:\n  'no good': {}", "2:3 sandboxes.no good: must be letters"],
    ["accounts: [", "not YAML"],
    ["- accounts", "1:1: "],
  ])("refuses %j", async (text, sentence) => {
    const error = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(`${path}:`);
    expect(String(error)).toContain(sentence);
  });
});
