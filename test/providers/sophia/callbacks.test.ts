// "CALLBACK AUTOMÁTICO": what the registered addresses receive.

import { afterEach, describe, expect, it } from "vitest";
import { startCatcher } from "../../support/catcher.ts";
import { emulate, later, sendSophia, undoAll } from "../../support/sandboxed.ts";
import { untyped } from "../../support/scenario/untyped.ts";

afterEach(undoAll);

async function caught(life: unknown, settings: Readonly<Record<string, string | number>> = {}): Promise<string[]> {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const callbacks = { dlr: `${catcher.url}/dlr`, mo: `${catcher.url}/mo?x=1` };
  const emulator = await emulate({ "sophia/main": { callbacks } }, { providers: { sophia: settings } });
  await emulator.scenario.put(untyped({ scenario: "a life", rules: [{ rule: "it", when: {}, then: [{ life }] }] }));
  await sendSophia(emulator, { id: "pedido 1" });
  await emulator.clock.advance(60_000);
  await emulator.sendInbound({ from: "11999990001", text: "SIM & não", provider: "sophia" });
  await emulator.clock.advance(0);
  return catcher.caught.map(({ target }) => target);
}

describe("the callbacks of Sophia", () => {
  it("carry the document's parameters in its order", async () => {
    expect(await caught("delivered")).toEqual([
      "/dlr?status=2&id=pedido%201&destino=11999990001&entrega=2026-03-02%2009%3A00%3A03",
      "/mo?x=1&data=2026-03-02%2009%3A01%3A00&numero=11999990001&mensagem=SIM%20%26%20n%C3%A3o&id=pedido%201",
    ]);
  });

  it.each([
    ["undelivered", "3"],
    ["rejected", "4"],
    ["skipped", "4"],
    [[{ expired: "5s" }], "3"],
  ])("tell %j as status %s", async (life, status) => {
    expect((await caught(life))[0]).toContain(`/dlr?status=${status}&`);
  });

  it.each([3, 4, 5])(
    "tell an expired message as status %i where the dialect says so, and so does dlr.php",
    async (status) => {
      const emulator = await emulate({}, { providers: { sophia: { expiredStatus: status } } });
      await emulator.scenario.put({
        scenario: "s",
        rules: [{ rule: "r", when: {}, then: [{ life: [{ expired: "5s" }] }] }],
      });
      const id = await sendSophia(emulator);
      await emulator.clock.advance(60_000);
      const answer = await fetch(`${emulator.urls.http}/api/dlr.php?token=DEMO-SOPHIA-TOKEN&id=${id}`);
      expect(await answer.json()).toMatchObject({ dlr: [{ status: String(status), entregue: "" }] });
      expect((await caught([{ expired: "5s" }], { expiredStatus: status }))[0]).toContain(`/dlr?status=${status}&`);
    },
  );

  it("tell every status where the reading says so", async () => {
    const all = await caught("delivered", { dlrCallbacks: "all" });
    expect(all.slice(0, 2).map((target) => target.slice(0, 13))).toEqual(["/dlr?status=1", "/dlr?status=2"]);
  });

  it("are joined as the document prints them where the reading says so", async () => {
    expect((await caught("delivered", { callbackForm: "literal" }))[0]).toMatch(/^\/dlr\/status=2&id=/);
  });

  it("are sent again until they are answered 200", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const emulator = await emulate({ "sophia/main": { callbacks: { mo: `${catcher.url}/mo` } } });
    await sendSophia(emulator);
    catcher.inTurn(500, 204, 200);
    await emulator.sendInbound({ from: "11999990001", text: "SIM", provider: "sophia" });
    await emulator.clock.advance(60_000);
    expect(catcher.caught.length).toBe(3);
    const [callback] = await emulator.callbacks({ about: "inbound" });
    expect([callback?.state, callback?.attempts.map(({ status }) => status)]).toEqual(["delivered", [500, 204, 200]]);
  });

  it.each([
    ["normal", "11999990001"],
    ["as-sent", "+55 (11) 99999-0001"],
  ])("carry the number as numberForm: %s says, and so do dlr.php and mo.php", async (numberForm, number) => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const callbacks = { dlr: `${catcher.url}/dlr`, mo: `${catcher.url}/mo` };
    const emulator = await emulate({ "sophia/main": { callbacks } }, { providers: { sophia: { numberForm } } });
    const id = await sendSophia(emulator, { destino: "+55 (11) 99999-0001" });
    await emulator.clock.advance(60_000);
    await emulator.sendInbound({ from: "11999990001", text: "SIM", provider: "sophia" });
    await emulator.clock.advance(0);
    const [dlr, mo] = catcher.caught.map(({ query }) => query.get("destino") ?? query.get("numero"));
    expect([dlr, mo]).toEqual([number, number]);
    const request = (name: string) => fetch(`${emulator.urls.http}/api/${name}.php?token=DEMO-SOPHIA-TOKEN&id=${id}`);
    expect(await (await request("dlr")).json()).toMatchObject({ dlr: [{ numero: number }] });
    expect(await (await request("mo")).json()).toMatchObject({ mo: [{ destino: number }] });
  });
});
