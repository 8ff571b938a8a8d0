// Variables of the active scenario that are set from outside, and that rules in front read.

import { afterEach, expect, it } from "vitest";
import { RunningScenario } from "../../../src/scenario/engine/running-scenario.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";
import { aQuery, keyValueInMap, scenarioOf, seededRandom, start } from "../../support/scenario/run-scenario.ts";
import { untyped } from "../../support/scenario/untyped.ts";

afterEach(undoAll);

async function withKey(per: string | undefined) {
  const emulator = await emulate();
  const state = { blocked: "yes", ...(per === undefined ? {} : { per }) };
  const operation = per === "session" ? "submit_sm" : "send";
  const rules = [{ when: { operation, state }, then: [{ answer: "90" }] }];
  await emulator.scenario.put(untyped({ scenario: "outside", rules }));
  const send = async (n: string, m: string): Promise<string> => {
    const query = new URLSearchParams({ u: "126b114c", n, m });
    return (await (await fetch(`${emulator.urls.mensagem}/sms/send?${query}`)).text()).split(";")[0] ?? "";
  };
  return { emulator, send };
}
const long = "a long text ".repeat(10).trim();

it.each([
  ["to", "11999990001"],
  ["to", "+55 (11) 99999-0001"],
  ["account", "mensagem/main"],
  ["text", long],
])("per %s: for %j", async (per, key) => {
  const { emulator, send } = await withKey(per);
  await emulator.scenario.set("blocked", "yes", key);
  expect(await send("11999990001", long)).toBe("90");
});

it.each([
  ["to", "bloked", "11999990001", "variable bloked: is not in the scenario; write blocked."],
  ["to", "blocked", undefined, "variable blocked: has a value for each recipient; name one with for (--for)."],
  [undefined, "blocked", "11999990001", "variable blocked: has one value for all requests; leave out for (--for)."],
  ["account", "blocked", "main", 'variable blocked: has a value for each account, not "main"'],
  ["session", "blocked", "1", "variable blocked: has a value for each session; set it by a rule."],
])("per %s: refuses %s for %s", async (per, name, key, sentence) => {
  const { emulator } = await withKey(per);
  await expect(emulator.scenario.set(name, "yes", key)).rejects.toThrow(sentence);
});

it("a rule in front reads the scenario's variables, and names no other", async () => {
  const { emulator, send } = await withKey(undefined);
  await emulator.next({ operation: "send", response: { body: "it is ${state.blocked};" } });
  await emulator.scenario.set("blocked", "often");
  expect(await send("11999990001", "Oi")).toBe("it is often");
  await expect(emulator.next({ operation: "send", response: { body: "${state.blocket}" } })).rejects.toThrow(
    "next: the scenario has no variable blocket",
  );
});

it("a rule in front makes no near miss", () => {
  const scenario = scenarioOf("scenario: next\nrules: [ { when: { to: '11999990002' }, then: [ delay: 1ms ] } ]");
  const front = { prefix: "front:1:", variable: () => null };
  const options = { sandbox: "default", random: seededRandom("7"), keyValue: keyValueInMap(), now: start };
  const misses = [{ ...options, front }, options].map((item) => {
    const running = new RunningScenario(scenario, item);
    return [running.decide(aQuery(), start).nearMiss !== undefined, running.nearMisses().length];
  });
  expect(misses).toEqual([
    [false, 0],
    [true, 1],
  ]);
});
