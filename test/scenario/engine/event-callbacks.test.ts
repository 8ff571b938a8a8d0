// The step `callbacks` in rules on events: how the callback of that very event goes to the client.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { emulate, sendMensagem, undoAll } from "../../support/sandboxed.ts";
import { untyped } from "../../support/scenario/untyped.ts";

afterEach(undoAll);

const nowhere = "http://127.0.0.1:9/callback";
const accounts = { "mensagem/main": { callbacks: { dlr: nowhere, mo: nowhere } } };
const planned = { life: [{ sent: "1s" }, { delivered: "2s" }] };
const phone = { from: "11999990001", text: "Oi", provider: "mensagem" } as const;

/** Status, state and time of each callback after a minute. */
async function callbacks(emulator: Emulator): Promise<string[]> {
  const list = await emulator.callbacks();
  return list.map(({ about, status, state }) => `${status ?? about} ${state === "lost" ? "lost" : "tried"}`);
}

/** @param plan of the request */
async function reported(rules: readonly object[], plan: object = { copies: 1 }): Promise<string[]> {
  const life = { when: { operation: "send" }, then: [planned, { callbacks: plan }] };
  const emulator = await emulate(accounts);
  await emulator.scenario.put(untyped({ scenario: "events", rules: [life, ...rules] }));
  await sendMensagem(emulator);
  await emulator.clock.advance("1m");
  return callbacks(emulator);
}

describe("callbacks of a rule on a status", () => {
  it.each([
    [{ copies: 2 }, ["sent tried", "delivered tried", "delivered tried"]],
    [{ lose: 1 }, ["sent tried", "delivered lost"]],
    [{ lose: 2, copies: 2 }, ["sent tried", "delivered lost", "delivered lost"]],
    [{ delay: "1h" }, ["sent tried", "delivered tried"]],
  ])("%j of delivered leaves sent alone", async (plan, expected) => {
    expect(await reported([{ when: { event: "status", status: "delivered" }, then: [{ callbacks: plan }] }])).toEqual(
      expected,
    );
  });

  it("goes for the statuses behind it too, until another rule says otherwise", async () => {
    const rules = [
      { when: { event: "status", status: "sent" }, then: [{ callbacks: { copies: 2 } }] },
      { when: { event: "status", status: "delivered" }, then: [{ callbacks: { lose: 1 } }] },
    ];
    expect(await reported(rules)).toEqual(["sent tried", "sent tried", "delivered lost", "delivered lost"]);
  });

  it.each([
    [{ lose: 1 }, { copies: 2 }, ["sent lost", "delivered tried", "delivered tried"]],
    [{ lose: 1 }, { delay: "1m" }, ["sent lost", "delivered tried"]],
    [{ lose: 2 }, { copies: 2 }, ["sent lost", "delivered lost", "delivered lost"]],
    [{ lose: 1 }, { lose: 1 }, ["sent lost", "delivered lost"]],
    [{ lose: 1 }, { lose: 0 }, ["sent lost", "delivered tried"]],
    [{ copies: 2 }, { lose: 1 }, ["sent tried", "sent tried", "delivered lost", "delivered lost"]],
  ])("%j of the request and %j of delivered", async (ofRequest, ofEvent, expected) => {
    const rule = { when: { event: "status", status: "delivered" }, then: [{ callbacks: ofEvent }] };
    expect(await reported([rule], ofRequest)).toEqual(expected);
  });

  it("keeps the count of the request where an earlier event has none", async () => {
    const rules = [
      { when: { event: "status", status: "queued" }, then: [{ callbacks: { copies: 2 } }] },
      { when: { event: "status", status: "sent" }, then: [{ callbacks: { copies: 1 } }] },
    ];
    expect(await reported(rules, { lose: 1 })).toEqual(["sent lost", "delivered tried"]);
  });

  it("comes before the steps beside it: a report by the same rule stands behind", async () => {
    const rule = {
      when: { event: "status", status: "sent" },
      then: [{ callbacks: { copies: 2 } }, { report: { status: "undelivered" } }],
    };
    expect(await reported([rule])).toEqual(["sent tried", "sent tried", "undelivered tried", "undelivered tried"]);
  });

  it("changes the request of the callback", async () => {
    const emulator = await emulate(accounts);
    const plan = { method: "POST", rename: { md5: "codigo" }, extra: { token: "x ${to}" } };
    const rule = { when: { event: "status", status: "delivered" }, then: [{ callbacks: plan }] };
    const atOnce = { when: { operation: "send" }, then: [{ life: [{ delivered: "1s" }] }] };
    await emulator.scenario.put(untyped({ scenario: "events", rules: [atOnce, rule] }));
    await sendMensagem(emulator);
    await emulator.clock.advance("1m");
    const attempts = await Promise.all(
      (await emulator.callbacks()).map(async ({ seq }) => (await emulator.callback(seq)).attempts[0]?.request ?? ""),
    );
    expect(attempts.map((request) => /token=x(?:%20|\+)55\d+/.test(request))).toEqual([true]);
  });
});

describe("callbacks of a rule on an inbound message", () => {
  it.each([
    [{ copies: 3 }, ["inbound tried", "inbound tried", "inbound tried"]],
    [{ lose: 1 }, ["inbound lost"]],
  ])("%j", async (plan, expected) => {
    const emulator = await emulate(accounts);
    const rule = { when: { event: "inbound", text: "Oi*" }, then: [{ callbacks: plan }] };
    await emulator.scenario.put(untyped({ scenario: "events", rules: [rule] }));
    await emulator.sendInbound(phone);
    await emulator.clock.advance("1m");
    expect(await callbacks(emulator)).toEqual(expected);
    await emulator.sendInbound({ ...phone, text: "Tchau" });
    await emulator.clock.advance("1m");
    expect(await callbacks(emulator)).toEqual([...expected, "inbound tried"]);
  });

  it("stay with the message through a restart of its attempts", async () => {
    const emulator = await emulate(accounts);
    const rule = { when: { event: "inbound" }, then: [{ callbacks: { delay: "1h", extra: { lote: "7" } } }] };
    await emulator.scenario.put(untyped({ scenario: "events", rules: [rule] }));
    await emulator.sendInbound(phone);
    await emulator.scenario.remove();
    await emulator.clock.advance("2h");
    const [callback] = await emulator.callbacks();
    expect((await emulator.callback(callback?.seq ?? 0)).attempts[0]?.request).toContain("lote=7");
  });
});

describe("check", () => {
  it.each([
    [{ event: "status" }, { order: "reversed" }, "order cannot happen: the event status has one callback"],
    [{ event: "inbound" }, { "before-answer": true }, "before-answer cannot happen: the event inbound"],
    [{ event: "bound" }, { copies: 2 }, "the event bound has no callbacks"],
  ])("%j with %j is refused", async (when, plan, problem) => {
    const emulator = await emulate();
    const { findings } = await emulator.scenario.check(
      untyped({ scenario: "x", rules: [{ when, then: [{ callbacks: plan }] }] }),
    );
    expect(findings.map((finding) => finding.found).join("\n")).toContain(problem);
  });

  it("explains them in both languages", async () => {
    const emulator = await emulate();
    const rules = [
      { when: { event: "inbound" }, then: [{ callbacks: { copies: 2 } }] },
      { when: { event: "status" }, then: [{ callbacks: { copies: 2, delay: "1m" } }] },
    ];
    const { english, portuguese } = await emulator.scenario.check(untyped({ scenario: "x", rules }));
    expect(english).toContain("deliver it 2 times");
    expect(english).toContain("report (each status from this one on 2 times, 1m late)");
    expect(portuguese).toContain("entrega-a 2 vezes");
  });
});
