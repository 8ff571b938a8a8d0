// Counts of a scenario's use, each with the line of the file, over one emulator.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { partsOf } from "../../../src/checks/coverage/counted-parts.ts";
import type { Emulator, Sandbox } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: "manual", logLevel: "error" });
});
afterAll(() => emulator.stop());

let count = 0;
/** A sandbox with rules, and sends to numbers by Sophia. */
async function sandboxWith(text: string) {
  count += 1;
  const sandbox = await emulator.sandbox(`s${count}`, { scenario: { text: `scenario: s${count}\n${text}` } });
  const token = await tokenOf(sandbox);
  const send = async (...numbers: string[]): Promise<void> => {
    for (const destino of numbers)
      await fetch(`${emulator.urls.http}/api/unitario.php?${new URLSearchParams({ token, destino, msg: "Oi" })}`);
  };
  return { sandbox, send };
}
/** Credential of the sandbox's account of Sophia. */
async function tokenOf(sandbox: Sandbox): Promise<string> {
  return String((await sandbox.accounts.get("sophia/main")).details["token"]);
}
const coverage = async (sandbox: Sandbox) => {
  const result = await sandbox.scenario.coverage();
  if (result === null) throw new Error("no scenario");
  return result;
};

const rio = "21999990001";
const sp = "11999990001";

describe("coverage of a scenario", () => {
  it("counts rules, and each key that decided a rejection", async () => {
    const { sandbox, send } = await sandboxWith(`rules:
  - rule: a
    when: { provider: sophia, operation: unitario, to: 5511*, text: Oi }
    then: { answer: unavailable }
  - rule: b
    when: { provider: mensagem }
    then: { delay: 0 }
`);
    await send(sp, rio, rio);
    const [a, b] = (await coverage(sandbox)).rules;
    expect(a).toMatchObject({ name: "a", line: 3, matched: 1, tried: 3, nearest: null });
    expect(a?.steps).toEqual([{ line: 5, kind: "answer", ran: 1 }]);
    expect(a?.keys).toEqual([
      { key: "provider", line: 4, decided: 0, held: 3 },
      { key: "operation", line: 4, decided: 0, held: 3 },
      { key: "to", line: 4, decided: 2, held: 1 },
      { key: "text", line: 4, decided: 0, held: 1 },
    ]);
    expect(b).toMatchObject({ matched: 0, tried: 0, keys: [{ key: "provider", decided: 3 }] });
  });

  it("says which request came nearest to a rule that never matched", async () => {
    const { sandbox, send } = await sandboxWith(`rules:
  - rule: a
    when: { operation: unitario, to: 5511*, text: "9" }
    then: { answer: unavailable }
`);
    await send(rio, sp, rio);
    expect((await coverage(sandbox)).rules[0]?.nearest).toEqual({
      request: 2,
      failedOn: "text is Oi, the rule asks for 9",
      portuguese: "text é Oi, a regra pede 9",
    });
  });

  it("counts turns, branches and both sides of limit and chance", async () => {
    const { sandbox, send } = await sandboxWith(`seed: 7
rules:
  - rule: turns
    when: { operation: unitario, to: 5521* }
    limit: 3
    afterTurns: loop
    inTurn:
      - answer: unavailable
      - [ { answer: throttled }, { delay: 0 } ]
  - rule: branches
    when: { operation: unitario, chance: 0.5 }
    then:
      - delay: 0
      - oneOf:
          - { weight: 1, then: { life: delivered } }
          - { weight: 1, then: [ { life: undelivered } ] }
  - rule: counted
    when: { operation: unitario, chance: 0.5, nth: 1000 }
    then: [ { delay: 0 } ]
  - rule: unlucky
    when: { operation: unitario, chance: 0.0001 }
    then: [ { delay: 0 } ]
`);
    await send(rio, rio, rio, rio);
    await send(...Array.from({ length: 20 }, () => sp));
    const counts = await coverage(sandbox);
    const [turns, branches] = counts.rules;
    expect(turns?.turns).toEqual([
      { line: 9, used: 2 },
      { line: 10, used: 1 },
    ]);
    expect(turns?.steps.map(({ line, ran }) => [line, ran])).toEqual([
      [9, 2],
      [10, 1],
      [10, 1],
    ]);
    expect(turns?.keys.find(({ key }) => key === "limit")).toEqual({ key: "limit", line: 6, decided: 1, held: 3 });
    const drawn = branches?.keys.find(({ key }) => key === "chance");
    expect(drawn?.decided).toBeGreaterThan(0);
    expect((drawn?.decided ?? 0) + (drawn?.held ?? 0)).toBe(21);
    const [beside, item, other] = branches?.steps ?? [];
    expect([beside?.ran, (item?.ran ?? 0) + (other?.ran ?? 0)]).toEqual([branches?.matched, branches?.matched]);
    expect([item?.kind, other?.kind]).toEqual(["life", "life"]);
    const whyOf = (title: string) => partsOf(counts).find(({ name }) => name.en === `rule "${title}"`)?.why.en;
    expect(whyOf("counted")).toMatch(/^request \d+ came nearest: .*1000/);
    expect(whyOf("unlucky")).toMatch(/^its chance took none of \d+ requests/);
  });

  it("counts entries of the timeline, their effect, and says why they had none", async () => {
    const { sandbox, send } = await sandboxWith(`accounts: { sophia/main: { credits: 9 } }
timeline:
  - { at: 1m, do: { account: sophia/main, credits: +1 } }
  - { at: 2m, do: { release: {} } }
  - { at: 3m, do: { outage: { provider: sophia, for: 5m, fault: reset } } }
  - { at: 9m, do: { outage: { provider: mensagem, for: 5m, fault: reset } } }
  - { at: 5h, do: { unbind: true } }
`);
    await sandbox.clock.advance("4m");
    await expect(send(rio)).rejects.toThrow();
    await sandbox.clock.advance("6m");
    await send(rio);
    const { timeline, accounts, requests } = await coverage(sandbox);
    expect(timeline[1]?.portuguese).toBe("ela não mudou nada");
    expect(timeline[4]?.portuguese).toBe("o relógio foi até 10m");
    expect(timeline).toMatchObject([
      { at: "1m", line: 4, happened: 1, effect: 1, why: null },
      { at: "2m", line: 5, happened: 1, effect: 0, why: "nothing was changed by it" },
      { at: "3m", line: 6, happened: 1, effect: 1, why: null },
      { at: "9m", line: 7, happened: 1, effect: 0, why: "nothing was changed by it" },
      { at: "5h", line: 8, happened: 0, effect: 0, why: "the clock went to 10m" },
    ]);
    expect([accounts, requests]).toEqual([[{ account: "sophia/main", line: 2, requests: 2 }], 2]);
  });

  it("says how far the clock went before a scenario with another clock", async () => {
    const { sandbox } = await sandboxWith("clock: manual\ntimeline: [ { at: 5h, do: { unbind: true } } ]\n");
    await sandbox.clock.advance("3h");
    await sandbox.scenario.put({ text: "scenario: other\nclock: { start: 2020-01-01T00:00:00Z, manual: true }\n" });
    const [entry] =
      (await emulator.control.scenarioCoverage()).find(({ title }) => title === sandbox.name)?.timeline ?? [];
    expect(entry?.why).toBe("the clock went to 3h");
  });

  it("lets requests pass a rule that none should match, and counts them", async () => {
    const { sandbox, send } = await sandboxWith(`rules:
  - rule: nobody writes to Rio
    when: { operation: unitario, to: 5521* }
    expect: never
  - rule: all
    then: { delay: 0 }
`);
    await send(rio, sp);
    const view = await sandbox.scenario.read();
    expect(view?.rules[0]?.english).toContain("and no request should match");
    expect((await coverage(sandbox)).rules).toMatchObject([
      { never: true, matched: 1, steps: [] },
      { never: false, matched: 2 },
    ]);
  });

  it("goes on over a reset, and sums sandboxes, removed ones too", async () => {
    const text = "scenario: shared\nrules: [ { rule: a, then: { delay: 0 } } ]\n";
    for (const name of ["one", "two"]) {
      const sandbox = await emulator.sandbox(name, { scenario: { text } });
      const token = await tokenOf(sandbox);
      const send = () => fetch(`${emulator.urls.http}/api/unitario.php?token=${token}&destino=${sp}&msg=Oi`);
      await send();
      await sandbox.reset();
      await send();
      expect((await coverage(sandbox)).rules).toMatchObject([{ matched: 2 }]);
      if (name === "one") await sandbox.remove();
    }
    const all = await emulator.control.scenarioCoverage();
    expect(all.filter(({ title }) => title === "shared")).toMatchObject([{ sandboxes: 2, rules: [{ matched: 4 }] }]);
    expect(await emulator.scenario.coverage()).toBeNull();
    await emulator.existing("two").remove();
    const ended = await emulator.control.scenarioCoverage();
    expect(ended.filter(({ title }) => title === "shared")).toMatchObject([
      { sandboxes: 2, requests: 4, rules: [{ matched: 4, steps: [{ ran: 4 }] }] },
    ]);
  });
});
