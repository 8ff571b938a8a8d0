// Ids: as written, as generated, and a thousand at once.

import { afterEach, describe, expect, it } from "vitest";
import { emulate, scratch, undoAll } from "../../support/sandboxed.ts";
import { call, token } from "../../support/sophia/client.ts";

afterEach(undoAll);
const good = { token, destino: "11999990001", msg: "Oi" };

describe("ids", () => {
  it("stay as written: numbers beyond a double's precision too", async () => {
    const emulator = await emulate();
    const body = `{"token":"${token}","destino":11999990001,"msg":"Oi","id":9007199254740993123}`;
    const { json } = await call(emulator, "unitario", {}, body, "application/json");
    expect(json.envio).toMatchObject([{ status: 200, mesageID: "9007199254740993123", destino: "11999990001" }]);
  });

  it("are the next free microseconds of a clock that stands, after a restart too", async () => {
    const data = `${scratch()}/data.db`;
    const ids: string[] = [];
    for (const _ of [1, 2]) {
      const emulator = await emulate({}, { data });
      for (let n = 0; n < 20; n++) {
        ids.push(String((await call(emulator, "unitario", good)).json.envio?.[0]?.["mesageID"]));
      }
      await emulator.stop();
    }
    const second = (Date.UTC(2026, 2, 2, 12) / 1000).toString(16).padStart(8, "0");
    expect(ids).toEqual(Array.from({ length: 40 }, (_, n) => second + n.toString(16).padStart(5, "0")));
  });

  it("differ over a lot of 1,000; one more message and nothing is stored", async () => {
    const emulator = await emulate({ "sophia/main": { credits: 5_000 } });
    const full = await call(emulator, "envio", {}, [{ token, mensagens: Array(1_000).fill(good) }]);
    expect(new Set(full.json.detalhes?.map((detalhe) => detalhe["mesageID"])).size).toBe(1_000);
    const over = await call(emulator, "envio", {}, [{ token, mensagens: Array(1_001).fill(good) }]);
    expect(over.json.detalhes).toMatchObject([{ destino: "", status: 0, mesageID: "" }]);
    expect(await emulator.messages({ limit: 2_000 })).toHaveLength(1_000);
  });

  it("are each message's own, whatever a test number or a rule accepts", async () => {
    const emulator = await emulate();
    const send = async (destino: string, id = "LD") =>
      (await call(emulator, "unitario", { ...good, destino, id })).json.envio?.[0]?.["detailDescription"];
    expect(await send("11900010103")).toBe("OK");
    expect([await send("11900010103"), await send("11999990001")]).toEqual(["ID JA UTILIZADO", "ID JA UTILIZADO"]);
    expect(await send("11900010103", "")).toBe("OK");
    const lot = { token, mensagens: ["a", "a", "LD", "b"].map((id) => ({ destino: "11900010103", msg: "Oi", id })) };
    const { detalhes } = (await call(emulator, "envio", {}, [lot])).json;
    expect(detalhes?.map(({ status }) => status)).toEqual([200, 0, 0, 200]);
    await emulator.scenario.put("scenario: s\nrules:\n  - when: { operation: unitario }\n    then: [ accept ]\n");
    expect([await send("123", "rule"), await send("123", "rule")]).toEqual(["OK", "ID JA UTILIZADO"]);
    expect((await call(emulator, "unitario", { ...good, token: "x", id: "LD" })).json.envio).toMatchObject([
      { status: 0, detailDescription: "TOKEN INVALIDO" },
    ]);
    const ids = (await emulator.messages({ limit: 100 })).map(({ id }) => id);
    expect(ids.filter((id) => id.length < 13).sort()).toEqual(["LD", "a", "b", "rule"]);
  });
});
