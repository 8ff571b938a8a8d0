// A kind of credit that a provider does not count is refused by every way in, with the nearest one it counts.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { isCreditKind } from "../../src/core/credit-kinds.ts";
import { providers } from "../../src/providers/index.ts";
import { run } from "../support/cli.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

function file(name: string, text: string): string {
  const path = join(scratch(), name);
  writeFileSync(path, text);
  return path;
}
const accounts = () => file("accounts.yaml", "accounts:\n  mensagem/main:\n    credits: { lang: 0 }\n");

async function started() {
  const emulator = await startEmulator();
  later(() => emulator.stop());
  return emulator;
}

const wrong = { credits: { lang: 0 } };
const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  "the accounts file of startEmulator": () => startEmulator({ accounts: accounts() }),
  async "a change by the library"() {
    await (await started()).accounts.change("mensagem/main", wrong);
  },
  async "an account by the library"() {
    await (await started()).accounts.put("mensagem/other", { ...wrong, details: { integrationUser: "1" } });
  },
  async "a sandbox by the library"() {
    await (await started()).sandbox("shop", { accounts: { "mensagem/main": wrong } });
  },
  async "a scenario"() {
    await (await started()).scenario.put({ scenario: "x", accounts: { "mensagem/main": wrong } });
  },
};

describe("credits of an unknown kind are refused in", () => {
  it.each(Object.entries(ways))("%s", async (_, way) => {
    await expect(way()).rejects.toThrow(/credits of kind lang\b.*[wW]rite long/s);
  });

  it("PATCH and PUT of the control API", async () => {
    const { urls, accounts: api } = await started();
    const url = `${urls.http}/torpedo/v1/sandboxes/default/accounts/mensagem/main`;
    for (const method of ["PATCH", "PUT"]) {
      const details = { integrationUser: "126b114c" };
      const body = JSON.stringify({ credits: { long: 1, "user:1/lang": "+5" }, details });
      const answer = await fetch(url, { method, headers: { "Content-Type": "application/json" }, body });
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining("kind user:1/lang; write long"),
      ]);
    }
    expect((await api.get("mensagem/main")).credits).toEqual({ long: 1000, flash: 1000, short: 1000 });
  });

  it("accounts set, accounts load, sandbox create and start, with the place in a file", async () => {
    const { urls } = await started();
    const path = accounts();
    for (const [command, sentence] of [
      ["accounts set mensagem/main --credits lang=0", "account mensagem/main: has no credits of kind lang; write long"],
      [`accounts load ${path}`, `${path}:3:16 mensagem/main: has no credits of kind lang; write long`],
      [`sandbox create shop --accounts ${path}`, `${path}:3:16 mensagem/main: has no credits of kind lang`],
      [`start --accounts ${path}`, `${path}:3:16 mensagem/main: has no credits of kind lang`],
    ] as const) {
      const ran = await run(command.startsWith("start") ? command : `${command} --url ${urls.http}`);
      expect([command, ran.code, ran.stderr]).toEqual([command, 2, expect.stringContaining(sentence)]);
    }
  });
});

it.each(providers)(
  "a kind of $title, and a share of it, is known; a slip of one is not",
  ({ vocabulary: { kinds } }) => {
    for (const kind of kinds) {
      expect(isCreditKind(kind, kinds)).toBe(true);
      expect(isCreditKind(`user:13/${kind}`, kinds)).toBe(true);
      for (const slip of [`${kind}s`, `user/${kind}`, `user:/${kind}`, `user:1/${kind}x`, `/${kind}`, ""])
        expect([slip, isCreditKind(slip, kinds)]).toEqual([slip, false]);
    }
  },
);
