// dlr.php and mo.php: dates, whose message it is, what a rule says, what is fetched once.

import { afterEach, describe, expect, it } from "vitest";
import { emulate, sendSophia, undoAll } from "../../support/sandboxed.ts";
import { call, token } from "../../support/sophia/client.ts";

afterEach(undoAll);

describe("dlr", () => {
  it("has a status as text and dates as they are reached", async () => {
    const emulator = await emulate();
    const id = await sendSophia(emulator, { destino: "11999999999", msg: "Mensagem de teste", id: "5b6457cc6003b" });
    const seen = [];
    for (const ms of [0, 1_000, 2_000]) {
      await emulator.clock.advance(ms);
      seen.push((await call(emulator, "dlr", { token, id })).text);
    }
    const row = (enviado: string, entregue: string, status: string): string =>
      `{"dlr":[{"data":"2026-03-02 09:00:00","enviado":"${enviado}","entregue":"${entregue}","status":"${status}","numero":"11999999999","mensagem":"Mensagem de teste","id":"5b6457cc6003b"}]}`;
    expect(seen).toEqual([
      row("", "", "0"),
      row("2026-03-02 09:00:01", "", "1"),
      row("2026-03-02 09:00:01", "2026-03-02 09:00:03", "2"),
    ]);
  });

  it("is empty for an unknown id, another account's and a bad token; the reading names the number destino", async () => {
    const emulator = await emulate(
      { "sophia/other": { details: { token: "OTHER" } } },
      { providers: { sophia: { dlrNumberKey: "destino" } } },
    );
    const id = await sendSophia(emulator);
    for (const [key, what] of [
      [token, "unknown"],
      ["OTHER", id],
      ["nobody", id],
    ] as const) {
      expect((await call(emulator, "dlr", { token: key, id: what })).text).toBe('{"dlr":[]}');
    }
    expect((await call(emulator, "dlr", {}, { token, id })).json.dlr).toMatchObject([{ destino: "11999990001" }]);
  });

  it("answers as a rule says", async () => {
    const emulator = await emulate();
    const id = await sendSophia(emulator);
    await emulator.scenario.put({
      scenario: "dlr",
      rules: [
        {
          rule: "r",
          when: { provider: "sophia", operation: "dlr" },
          then: [{ answer: { status: "4", enviado: "nunca" } }],
        },
      ],
    });
    expect((await call(emulator, "dlr", { token, id })).json.dlr).toMatchObject([
      { status: "4", enviado: "nunca", id },
    ]);
  });
});

describe("mo", () => {
  it("gives what was not fetched yet, once, and nothing to a token that is nobody's", async () => {
    const emulator = await emulate();
    const id = await sendSophia(emulator);
    await emulator.sendInbound({ from: "11999990001", text: "Mensagem de teste" });
    await emulator.sendInbound({ from: "11999990002", text: "sem resposta", provider: "sophia", answers: null });
    expect((await call(emulator, "mo", { token: "nobody" })).text).toBe('{"mo":[]}');
    const { text } = await call(emulator, "mo", { token });
    expect(text).toBe(
      `{"mo":[{"destino":"11999990001","data":"2026-03-02 09:00:00","mensagem":"Mensagem de teste","id":"${id}"},` +
        '{"destino":"11999990002","data":"2026-03-02 09:00:00","mensagem":"sem resposta","id":""}]}',
    );
    expect((await call(emulator, "mo", {}, new URLSearchParams({ token }))).text).toBe('{"mo":[]}');
  });
});
