import { afterEach, expect, it } from "vitest";
import type { Due, Store } from "../../src/core/ports.ts";
import { storeOn } from "../support/store.ts";

let store: Store;
afterEach(() => store.close());

const life = (ref: number, more: Partial<Due> = {}): Due => {
  return { sandbox: "default", at: 1_000, kind: "life", ref, part: 0, ...more };
};
const refsUpTo = (at: number, limit = 100): number[] => store.schedule.take("default", at, limit).map(({ ref }) => ref);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

it("items of one instant come in their order, whichever were added in a row, dropped or taken meanwhile", async () => {
  store = storeOn();
  store.addSandbox("other");
  for (const ref of upTo(50)) store.schedule.add(life(ref));
  expect(store.schedule.count("default")).toBe(50);
  for (const ref of [51, 52, 54, 53]) store.schedule.add(life(ref));
  store.schedule.add(life(55, { at: 900 }));
  store.schedule.add(life(56, { priority: 3 }));
  store.schedule.add(life(57, { data: { a: 1 } }));
  store.schedule.add(life(58, { sandbox: "other" }));
  store.schedule.add(life(59, { part: 1 }));
  store.schedule.add(life(60, { part: 1 }));
  store.schedule.drop(life(60, { part: 1 }));
  store.schedule.drop(life(20));
  expect(store.schedule.next("default")).toBe(900);
  expect(store.schedule.list("default", 3).map(({ ref }) => ref)).toEqual([55, 56, 1]);
  expect(refsUpTo(999)).toEqual([55]);
  expect(refsUpTo(1_000, 12)).toEqual([56, ...upTo(11)]);
  await store.committed();
  const rest = [...upTo(54).slice(11), 57, 59].filter((ref) => ref !== 20);
  const taken = store.schedule.take("default", 1_000, 100);
  expect(taken.map(({ ref }) => ref)).toEqual(rest);
  expect(taken.find(({ ref }) => ref === 57)).toEqual(life(57, { data: { a: 1 } }));
  expect([store.schedule.count("default"), store.schedule.count("other")]).toEqual([0, 1]);
});

it("items of a turn that failed, and of a sandbox that is cleared or removed, are gone", async () => {
  store = storeOn();
  store.addSandbox("other");
  await store.committed();
  store.schedule.add(life(1));
  store.schedule.add(life(2, { at: Number.NaN }));
  await expect(store.committed()).rejects.toThrow("NOT NULL");
  expect([store.schedule.count("default"), store.schedule.next("default")]).toEqual([0, null]);
  for (const ref of upTo(3)) store.schedule.add(life(ref));
  store.clearSandbox("default", false);
  store.schedule.add(life(4));
  for (const ref of upTo(3)) store.schedule.add(life(ref, { sandbox: "other" }));
  store.clearSandbox("other", true);
  await store.committed();
  expect(refsUpTo(1_000)).toEqual([4]);
});
