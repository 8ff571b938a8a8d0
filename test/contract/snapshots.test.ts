// Snapshots of each provider's sandbox: it goes on from one as it did before, byte for byte, and a fork does so beside it.

import { afterEach, expect, it } from "vitest";
import type { Sandbox } from "../../src/client/sandbox.ts";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { startCatcher } from "../support/catcher.ts";
import { privately } from "../support/private-ports.ts";
import { registry } from "../support/registry.ts";
import { later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

/** Counts, draws, sets variables, plans lifecycles and replies, and has a timeline. */
const scenario = `
scenario: everything that is kept
rules:
  - rule: every third is slow
    when: { nth: every 3 }
    then: [ life: [ { sent: 90s }, { delivered: 5m } ], set: { slow: "+1" } ]
  - rule: the rest by chance
    when: { to: 5511999990001 }
    then:
      - oneOf:
          - { weight: 1, then: { life: [ { sent: 30s }, { delivered: 2m } ], reply: { text: "Sim", after: 3m } } }
          - { weight: 1, then: { life: [ { sent: 30s }, { undelivered: 4m } ] } }
timeline:
  - { at: 150s, do: { set: { late: "yes" } } }
`;

async function journal(sandbox: Sandbox): Promise<string> {
  let text = "";
  for await (const part of (await sandbox.export()).parts) text += Buffer.from(part).toString();
  return text;
}

/** Sends by each HTTP sample of the sandbox, with its own credentials. */
async function sendAll(sandbox: Sandbox): Promise<void> {
  for (const { example } of await sandbox.samples()) {
    if (example.by !== "http") continue;
    const { url, method, headers, body } = example;
    await (await fetch(url, { method, headers, ...(method === "POST" ? { body } : {}) })).text();
  }
}

async function day(sandbox: Sandbox): Promise<string> {
  await sendAll(sandbox);
  await sandbox.clock.advance("1m");
  await sendAll(sandbox);
  await sendAll(sandbox);
  await sandbox.clock.advance("10m");
  return journal(sandbox);
}

it("goes on from a snapshot as it did before, and a fork does so beside it", async () => {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const emulator = await startEmulator({ ...privately(registry), clock: "manual" }, registry);
  later(() => emulator.stop());
  const shop = await emulator.sandbox("shop", { scenario });
  for (const { provider, name } of await shop.accounts.list()) {
    if (provider === "correio") continue;
    await shop.accounts.change(`${provider}/${name}`, { callbacks: { dlr: `${catcher.url}/${provider}` } });
  }
  await sendAll(shop);
  await shop.clock.advance("40s");
  await sendAll(shop);
  const before = await journal(shop);
  const kept = async () => {
    const view = await shop.scenario.read();
    return view && [view.rules, view.variables];
  };
  const counted = await kept();
  const saved = await shop.save("half");
  const { counts } = await shop.info();
  expect(saved).toMatchObject({ name: "half", counts });
  expect(counts.due).toBeGreaterThan(0);
  const first = await day(shop);

  await shop.restore("half");
  expect(await journal(shop)).toBe(before);
  expect(await kept()).toEqual(counted);
  expect((await shop.info()).counts).toEqual(counts);
  const caught = catcher.caught.length;
  expect(await day(shop)).toBe(first);
  expect(catcher.caught.length).toBeGreaterThan(caught);

  const trial = await shop.fork("trial", { snapshot: "half" });
  expect(await journal(trial)).toBe(before);
  expect(await day(trial)).toBe(first);
  expect(await journal(shop)).toBe(first);
  const ids = async (sandbox: Sandbox) => (await sandbox.messages()).map(({ provider, id }) => `${provider} ${id}`);
  expect(await ids(trial)).toEqual(await ids(shop));
  expect((await ids(shop)).length).toBeGreaterThan(registry.length);

  // The credentials of the fork are those of a new sandbox of its name, after a reset too.
  const details = async (sandbox: Sandbox) =>
    Object.fromEntries((await sandbox.accounts.list()).map((account) => [account.provider, account.details]));
  const own = await details(trial);
  await trial.reset();
  expect(await ids(trial)).toEqual([]);
  expect(await details(trial)).toEqual(own);
  await trial.remove();
  expect(await details(await emulator.sandbox("trial"))).toEqual(own);
  expect(await journal(shop)).toBe(first);
});
