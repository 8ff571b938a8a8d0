// Snapshots: their names and bounds, and what they do with attempts, sessions, credentials and a restart.

import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, describe, expect, it } from "vitest";
import { hostClock } from "../../src/clock/host-clock.ts";
import { createEvents } from "../../src/core/events.ts";
import { UsageError } from "../../src/index.ts";
import { openStore } from "../../src/storage/store.ts";
import { startCatcher } from "../support/catcher.ts";
import { exported } from "../support/control.ts";
import { connect } from "../support/esme.ts";
import { addMany } from "../support/inbox/many.ts";
import { emulate, later, scratch, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

async function mistakeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
  }
  return "none";
}

it("says each mistake in a sentence, and does nothing", async () => {
  const emulator = await emulate({}, { bounds: { snapshots: 2 } });
  await sendSophia(emulator);
  await emulator.save("one");
  await emulator.sandbox("taken");
  const journal = await exported(emulator, "jsonl");
  const mistakes = [
    () => emulator.save("a name"),
    () => emulator.save("one"),
    () => emulator.restore("two"),
    () => emulator.existing("taken").restore("one"),
    () => emulator.fork("taken"),
    () => emulator.fork("trial", { snapshot: "two" }),
    () => emulator.removeSnapshot("two"),
    () => emulator.existing("nowhere").save("one"),
  ];
  const sentences: string[] = [];
  for (const work of mistakes) sentences.push(await mistakeOf(work));
  expect(sentences).toMatchInlineSnapshot(`
    [
      "snapshot: must be a name, not "a name"; use up to 63 letters, digits, dots, dashes and underscores.",
      "snapshot "one": exists already; choose another name, or replace it (--replace, replace: true).",
      "snapshot "two": is not in sandbox default; it has one.",
      "snapshot "one": is not in sandbox taken; save one first (torpedo save NAME).",
      "sandbox "taken": exists already; choose another name.",
      "snapshot "two": is not in sandbox default; it has one.",
      "snapshot "two": is not in sandbox default; it has one.",
      "sandbox "nowhere": does not exist; create it with \`torpedo sandbox create NAME\`.",
    ]
  `);
  expect(await exported(emulator, "jsonl")).toEqual(journal);

  await sendSophia(emulator);
  expect((await emulator.save("one", { replace: true })).counts.messages).toBe(2);
  await emulator.existing("taken").save("other");
  await emulator.save("third");
  expect(await mistakeOf(() => emulator.save("fourth"))).toMatchInlineSnapshot(
    `"sandbox default: has 2 snapshots already; remove some of them, or start with --bound snapshots=NUMBER."`,
  );
  await emulator.existing("taken").remove();
  expect((await emulator.snapshots()).map(({ name, counts }) => [name, counts.messages])).toEqual([
    ["one", 2],
    ["third", 2],
  ]);
  await emulator.removeSnapshot("one");
  await emulator.reset();
  // A wait goes on over the restore, and counts what that brings.
  const waited = emulator.wait({ what: "messages", count: 2, timeout: "20s" });
  await emulator.restore("third");
  expect((await waited).found.length).toBe(2);
});

it("bounds the bytes of all snapshots, and says which sandbox has most of them", async () => {
  const emulator = await emulate({}, { bounds: { snapshotBytes: 40_000 } });
  await sendSophia(emulator);
  const { bytes } = await emulator.save("first");
  expect(bytes).toBeGreaterThan(1_000);
  let count = 1;
  while (count < 20 && (count + 2) * bytes <= 40_000) await emulator.save(`more-${++count}`);
  expect(count).toBeGreaterThan(2);
  for (let n = 1; n <= 60; n++) await sendSophia(emulator);
  const other = await emulator.sandbox("other");
  const sizes = async () => (await emulator.snapshots()).map((snapshot) => snapshot.bytes);
  const before = await sizes();
  const sum = before.reduce((all, size) => all + size);
  const refused = new RegExp(
    `^sandbox default: all snapshots would have \\d+ bytes, of 40000; sandbox default has ${sum} of them; ` +
      `remove some of them \\(torpedo remove-snapshot NAME\\), or start with --bound snapshotBytes=NUMBER\\.$`,
  );
  for (const save of [() => emulator.save("large"), () => emulator.save("first", { replace: true })])
    expect(await mistakeOf(save)).toMatch(refused);
  expect(await sizes()).toEqual(before);
  await emulator.restore("first");
  // A snapshot that is no larger takes the place of another one.
  await emulator.save("first", { replace: true });
  for (const { name } of await emulator.snapshots()) await emulator.removeSnapshot(name);
  await other.save("small");
});

describe("an attempt that was under way", () => {
  it("is made again after a restore, in a fork too, and goes on in the sandbox itself", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const emulator = await emulate({ "sophia/main": { callbacks: { dlr: `${catcher.url}/dlr` } } });
    catcher.inTurn("hang");
    await sendSophia(emulator);
    const advance = emulator.clock.advance("1m");
    await catcher.until(1);
    await emulator.save("open");
    const trial = await emulator.fork("trial", { snapshot: "open" });
    await trial.waitForCallback();
    await emulator.restore("open");
    await advance;
    await emulator.waitForCallback();
    for (const sandbox of [emulator, trial]) {
      const [callback] = await sandbox.callbacks();
      expect(callback?.attempts.map(({ number, status, error }) => [number, status, error])).toEqual([
        [1, null, "The snapshot was saved before the answer came: it is sent again."],
        [2, 200, ""],
      ]);
    }
  });
});

it("keeps receipts for a session that has not bound yet: that of a fork binds with the fork's password", async () => {
  const emulator = await emulate();
  const submitter = await connect(emulator.urls.smpp);
  later(() => submitter.close());
  const bind = { system_id: "126b114c", password: "smpp9500" };
  expect(await submitter.request("bind_transmitter", bind)).toMatchObject({ command_status: 0 });
  const message = { destination_addr: "5511999990001", short_message: "Oi", registered_delivery: 1 };
  const { message_id: id } = await submitter.request("submit_sm", message);
  await emulator.clock.advance("1h");
  const trial = await emulator.fork("trial");
  const { details } = await trial.accounts.get("mensagem/main");
  const receiver = await connect(emulator.urls.smpp);
  later(() => receiver.close());
  const { integrationUser, smppPassword } = details;
  const own = { system_id: integrationUser, password: smppPassword };
  expect(await receiver.request("bind_receiver", own)).toMatchObject({ command_status: 0 });
  await trial.waitForCallback({ state: "delivered" });
  expect(receiver.received[0]?.receipted_message_id).toBe(id);
  expect(await emulator.callbacks({ state: "delivered" })).toEqual([]);
});

it("refuses to bring back a credential that another sandbox has by now", async () => {
  const emulator = await emulate();
  const shop = await emulator.sandbox("shop");
  await shop.accounts.change("sophia/main", { details: { token: "OURS" } });
  await shop.save("ours");
  await shop.accounts.change("sophia/main", { details: { token: "NEW" } });
  await emulator.sandbox("other", { accounts: { "sophia/main": { details: { token: "OURS" } } } });
  expect(await mistakeOf(() => shop.restore("ours"))).toMatchInlineSnapshot(
    `"account sophia/main of sandbox shop: has a credential that account sophia/main of sandbox other has by now; change it there first."`,
  );
  expect((await shop.accounts.get("sophia/main")).details).toEqual({ token: "NEW" });
  await emulator.existing("other").remove();
  await shop.restore("ours");
  expect((await shop.accounts.get("sophia/main")).details).toEqual({ token: "OURS" });
});

it("gives a fork back accounts with its own credentials when its scenario leaves", async () => {
  const emulator = await emulate();
  const shop = await emulator.sandbox("shop");
  const { details } = await shop.accounts.get("mensagem/main");
  const accounts = { "mensagem/main": { credits: 1, details: { la: "28150" } } };
  await shop.scenario.put({ scenario: "other number", accounts, rules: [] });
  const trial = await shop.fork("trial");
  const own = (await trial.accounts.get("mensagem/main")).details;
  expect(own).toMatchObject({ la: "28150" });
  await trial.scenario.remove();
  await shop.scenario.remove();
  expect((await shop.accounts.get("mensagem/main")).details).toEqual(details);
  const { integrationUser, smppPassword } = own;
  expect((await trial.accounts.get("mensagem/main")).details).toEqual({ ...details, integrationUser, smppPassword });
});

it("brings back clock, settings, and the scenario with the rules in front of it, whatever came after", async () => {
  const emulator = await emulate();
  const shop = await emulator.sandbox("shop", { seed: "7", limits: { messages: 50 }, scenario: "opt-out" });
  await shop.clock.advance("1h");
  await shop.next({ operation: "send", answer: "97", times: 2 });
  const before = [await shop.info(), await shop.frontRules(), await shop.scenario.read()];
  await shop.save("then");
  await shop.scenario.remove({ reset: true });
  await shop.set({ seed: "8", testNumbers: false, limits: { messages: 7 } });
  await shop.clock.set("real");
  await shop.restore("then");
  expect([await shop.info(), await shop.frontRules(), await shop.scenario.read()]).toEqual(before);
});

it("survives the death of the emulator, and so does what was restored or forked", async () => {
  const folder = scratch();
  const [data, copy] = [join(folder, "one.db"), join(folder, "two.db")];
  const emulator = await emulate({}, { data });
  await sendSophia(emulator);
  await emulator.clock.advance("10s");
  await emulator.save("ready");
  const ready = await exported(emulator, "jsonl");
  await sendMensagem(emulator);
  await emulator.clock.advance("48h");
  const whole = await exported(emulator, "jsonl");
  await emulator.fork("trial");
  // The files as they stand when a process is killed.
  for (const end of ["", "-wal"]) if (existsSync(data + end)) copyFileSync(data + end, copy + end);
  const second = await emulate({}, { data: copy });
  expect(await exported(second, "jsonl")).toEqual(whole);
  expect(await exported(second.existing("trial"), "jsonl")).toEqual(whole);
  expect((await second.restore("ready")).clock.now).toBe((await emulator.snapshots())[0]?.now);
  expect(await exported(second, "jsonl")).toEqual(ready);
  await sendMensagem(second);
  await second.clock.advance("48h");
  expect(await exported(second, "jsonl")).toEqual(whole);
});

it("lets the next save of the watched scenario file take effect after a restore, and begins no watch", async () => {
  const file = join(scratch(), "story.yaml");
  const save = (title: string) => writeFileSync(file, `scenario: ${title}`);
  save("one");
  const emulator = await emulate({}, { scenario: file });
  const events = (await emulator.control.events({ sandbox: "default" }))[Symbol.asyncIterator]();
  later(() => events.return?.());
  const activated = async (title: string) => {
    while ((await emulator.info()).scenario !== title) await events.next();
  };
  const state = async () => {
    const { scenario, watchedFile } = await emulator.info();
    return [scenario, watchedFile];
  };
  await emulator.save("first");
  save("two");
  await activated("two");
  await emulator.restore("first");
  expect(await state()).toEqual(["one", file]);
  // The text that was active before the restore, again.
  save("two");
  await activated("two");

  await emulator.scenario.put({ text: "scenario: other" });
  await emulator.save("other");
  expect(await state()).toEqual(["other", null]);
  await emulator.restore("first");
  expect(await state()).toEqual(["one", null]);
});

it("ends the watch where the snapshot has no scenario, or another", async () => {
  const file = join(scratch(), "story.yaml");
  writeFileSync(file, "scenario: one");
  const data = join(scratch(), "torpedo.db");
  const before = await emulate({}, { data });
  await before.save("none");
  await before.stop();
  const emulator = await emulate({}, { data, scenario: file });
  expect((await emulator.info()).watchedFile).toBe(file);
  await emulator.restore("none");
  const { scenario, watchedFile } = await emulator.info();
  expect([scenario, watchedFile]).toEqual([null, null]);
});

describe("a removed snapshot", () => {
  it("is deleted in many turns, and others are answered meanwhile", async () => {
    const data = join(scratch(), "many.db");
    const options = { data } as const;
    await (await emulate({}, options)).stop();
    await addMany(data, 3_000);
    const emulator = await emulate({}, options);
    await emulator.save("large");
    await emulator.save("small");
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    turn();
    const removed = emulator.removeSnapshot("large").finally(() => {
      isOver = true;
    });
    await sendSophia(emulator);
    await removed;
    expect(turns).toBeGreaterThan(10);
    expect((await emulator.snapshots()).map(({ name }) => name)).toEqual(["small"]);
    await emulator.restore("small");
    expect((await emulator.info()).counts.messages).toBe(3_000);
  });

  it.each([1, 3, 40])("is gone after the death of the process behind %s portions of its rows", async (portions) => {
    const folder = scratch();
    const [file, copy] = [join(folder, "one.db"), join(folder, "two.db")];
    const limits = { messages: 1_000, requests: 1_000, requestBytes: 1e9, callbacks: 1_000 };
    const open = (path: string) =>
      openStore({
        ...{ file: path, durability: "process", retention: limits, events: createEvents(), hostClock },
        journalBytes: 1024,
      });
    const store = open(file);
    later(() => store.close());
    store.addSandbox("shop");
    for (let number = 1; number <= 100; number++) store.journal.add(requestNumber(number));
    const counts = { messages: 0, inbound: 0, requests: 100, callbacks: 0, due: 0 };
    for (const name of ["gone", "kept"])
      store.snapshots.save("shop", name, { savedAt: 0, now: 0, scenario: null, counts, bytes: 0 });
    store.snapshots.remove("shop", "gone");
    for (let portion = 0; portion < portions; portion++) store.snapshots.deleteRemoved(10);
    await store.committed();
    for (const end of ["", "-wal"]) copyFileSync(file + end, copy + end);
    const next = open(copy);
    next.close();
    // A portion that a stop overtakes has nothing to do.
    expect(next.snapshots.deleteRemoved(10)).toBe(false);
    const db = new Database(copy, { readonly: true });
    later(() => db.close());
    expect(db.prepare("select name from snapshots").pluck().all()).toEqual(["kept"]);
    // The rows of the sandbox, and of the snapshot that was kept.
    expect(db.prepare("select count(*) from requests").pluck().get()).toBe(200);
  });
});

function requestNumber(number: number) {
  const call = { sandbox: "shop", at: number, listener: "http", provider: "sophia", operation: "unitario" };
  const rest = { channel: "get", remote: "127.0.0.1", request: "GET / HTTP/1.1", answer: "ok", code: "200" };
  return { ...call, ...rest, decidedBy: "default", messages: [], findings: [] };
}
