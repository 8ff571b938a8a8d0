// The scenario step `callbacks`: copies, order, lost ones, delay, and the report that overtakes its answer.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { type Catcher, startCatcher } from "../support/catcher.ts";
import { emulate, later, sendMensagem, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

async function activate(then: object[], seed = "1"): Promise<{ emulator: Emulator; catcher: Catcher }> {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const emulator = await emulate({ "mensagem/main": { callbacks: { dlr: catcher.url, mo: catcher.url } } }, { seed });
  await emulator.scenario.put({ scenario: "plans", rules: [{ rule: "all", then }] });
  return { emulator, catcher };
}
const seen = ({ caught }: Catcher): string[] =>
  caught.map(({ query }) => `${query.get("type")}${query.get("status") ?? ""}`);
const hour = 3_600_000;

describe("callbacks", () => {
  it("copies: each report so many times", async () => {
    const { emulator, catcher } = await activate([{ callbacks: { copies: 3 } }]);
    await sendMensagem(emulator);
    await emulator.clock.advance(hour);
    expect(seen(catcher)).toEqual(["21", "21", "21", "32", "32", "32"]);
  });

  it("order reversed: all together once life is over, the last first", async () => {
    const { emulator, catcher } = await activate([{ callbacks: { order: "reversed" } }]);
    await sendMensagem(emulator);
    await emulator.clock.advance(2_999);
    expect(seen(catcher)).toEqual([]);
    await emulator.clock.advance(1);
    expect(seen(catcher)).toEqual(["32", "21"]);
  });

  it("order reversed after a life that never ends: a status forced later comes after it, once", async () => {
    const { emulator, catcher } = await activate([{ life: "sent-only" }, { callbacks: { order: "reversed" } }]);
    const hash = await sendMensagem(emulator);
    await emulator.clock.advance(hour);
    expect(seen(catcher)).toEqual(["21"]);
    await emulator.scenario.put({
      scenario: "late",
      timeline: [{ at: "1s", do: [{ report: { id: hash, status: "delivered" } }] }],
    });
    await emulator.clock.advance(hour);
    expect(seen(catcher)).toEqual(["21", "32"]);
  });

  it("order shuffled: the seed decides, the same each time", async () => {
    const orders: string[] = [];
    for (const seed of ["1", "1", "2", "3", "4", "5", "6", "7"]) {
      const { emulator, catcher } = await activate([{ callbacks: { order: "shuffled" } }], seed);
      await sendMensagem(emulator);
      await emulator.clock.advance(hour);
      orders.push(seen(catcher).join(" "));
    }
    expect(orders[0]).toBe(orders[1]);
    expect(new Set(orders)).toEqual(new Set(["21 32", "32 21"]));
  });

  it.each([
    [1, ["32"], ["lost", "delivered"]],
    [2, [], ["lost", "lost"]],
  ])("lose %s: the first ones are never sent, and stand as lost", async (lose, arrived, states) => {
    const { emulator, catcher } = await activate([{ callbacks: { lose } }]);
    await sendMensagem(emulator);
    await emulator.clock.advance(hour);
    expect(seen(catcher)).toEqual(arrived);
    expect((await emulator.callbacks()).map(({ state }) => state)).toEqual(states);
  });

  it("lose counts reports, not their copies", async () => {
    const { emulator, catcher } = await activate([{ callbacks: { lose: 1, copies: 2 } }]);
    await sendMensagem(emulator);
    await emulator.clock.advance(hour);
    expect(seen(catcher)).toEqual(["32", "32"]);
  });

  it("delay: each report so much later, still in order when the first is tried again", async () => {
    const { emulator, catcher } = await activate([{ callbacks: { delay: "5m" } }]);
    catcher.inTurn(500);
    await sendMensagem(emulator);
    await emulator.clock.advance(300_999);
    expect(seen(catcher)).toEqual([]);
    await emulator.clock.advance(hour);
    expect(seen(catcher)).toEqual(["21", "21", "32"]);
    const [first, second] = await emulator.callbacks();
    expect(first?.attempts.map(({ at }) => at - (first.attempts[0]?.at ?? 0))).toEqual([0, 5_000]);
    // Due two seconds after the first, it waited for the first one's second try.
    expect((second?.attempts[0]?.at ?? 0) - (first?.attempts[0]?.at ?? 0)).toBe(5_000);
  });

  it("before-answer: the reports are there before the answer is", async () => {
    const { emulator, catcher } = await activate([{ callbacks: { "before-answer": true } }]);
    const hash = await sendMensagem(emulator);
    expect(catcher.caught.map(({ query }) => query.get("md5"))).toEqual([hash, hash]);
    expect(seen(catcher)).toEqual(["21", "32"]);
    expect((await emulator.messages())[0]?.status).toBe("delivered");
  });

  it("before-answer waits for its own reports only, and for one try of them", async () => {
    const { emulator, catcher } = await activate([{ callbacks: { "before-answer": true } }]);
    catcher.inTurn(500);
    await sendMensagem(emulator);
    expect(seen(catcher)).toEqual(["21"]);
    await emulator.clock.advance(5_000);
    expect(seen(catcher)).toEqual(["21", "21", "32"]);
  });

  it("an inbound comes back as type 1", async () => {
    const { emulator, catcher } = await activate([{ reply: { text: "SAIR", after: "10s" } }]);
    const hash = await sendMensagem(emulator);
    await emulator.clock.advance(hour);
    expect(seen(catcher)).toEqual(["21", "32", "1"]);
    expect(catcher.caught[2]?.query.get("md5")).toBe(hash);
  });
});
