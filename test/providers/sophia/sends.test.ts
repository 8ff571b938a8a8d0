// unitario and envio: how they are asked, what is refused, what a lot answers.

import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);
const token = "DEMO-SOPHIA-TOKEN";
interface Entry {
  readonly destino: string;
  readonly status: number;
  readonly mesageID: string;
  readonly detailDescription: string;
}

async function post(emulator: Emulator, name: string, body: string, type = "application/json"): Promise<Entry[]> {
  const headers = { "Content-Type": type };
  const answer = await fetch(`${emulator.urls.http}/api/${name}.php`, { method: "POST", headers, body });
  const root: { readonly envio?: Entry[]; readonly detalhes?: Entry[] } = JSON.parse(await answer.text());
  return root.envio ?? root.detalhes ?? [];
}
const lote = (mensagens: unknown, more: object = {}): string => JSON.stringify([{ token, mensagens, ...more }]);
const details = (entries: readonly Entry[]): string[] => entries.map((entry) => entry.detailDescription);

describe("unitario", () => {
  it("is asked alike by query, form, JSON and multipart, in any case of the names", async () => {
    const emulator = await emulate();
    const fields = { token, destino: "11999990001", msg: "Olá, ção €" };
    const query = new URLSearchParams(fields).toString();
    const multipart = new FormData();
    for (const [name, value] of Object.entries(fields)) multipart.append(name, value);
    const answers = [
      await fetch(`${emulator.urls.http}/api/unitario.php?${query}`),
      await fetch(`${emulator.urls.http}/API/Unitario.PHP?${query.replace("token", "Token")}`, { method: "POST" }),
      await fetch(`${emulator.urls.http}/api/unitario.php`, { method: "POST", body: new URLSearchParams(fields) }),
      await fetch(`${emulator.urls.http}/api/unitario.php`, { method: "POST", body: JSON.stringify(fields) }),
      await fetch(`${emulator.urls.http}/api/unitario.php`, { method: "POST", body: multipart }),
    ];
    for (const answer of answers) expect(await answer.text()).toContain('"status":200,');
    expect((await emulator.messages()).map(({ text }) => text)).toEqual(Array(5).fill("Olá, ção €"));
  });

  it("gives each message an id of its own on a clock that stands", async () => {
    const emulator = await emulate();
    const ids = new Set<string>();
    for (let n = 0; n < 50; n++) {
      const [entry] = await post(emulator, "unitario", JSON.stringify({ token, destino: "11999990001", msg: "Oi" }));
      ids.add(entry?.mesageID ?? "");
    }
    expect(ids.size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{13}$/);
  });

  it("refuses with status 0, an empty id and a reason that tells", async () => {
    const emulator = await emulate({ "sophia/main": { credits: 2 } });
    const request = async (fields: object): Promise<string> => {
      const [entry] = await post(
        emulator,
        "unitario",
        JSON.stringify({ token, destino: "11999990001", msg: "Oi", ...fields }),
      );
      expect([entry?.status, entry?.mesageID]).toEqual([0, ""]);
      return entry?.detailDescription ?? "";
    };
    expect(await request({ token: "nobody" })).toBe("TOKEN INVALIDO");
    expect(await request({ destino: "" })).toBe("NUMERO DE DESTINO NAO INFORMADO");
    expect(await request({ destino: "20999990001" })).toBe("NUMERO DE DESTINO INVALIDO: DDD INEXISTENTE");
    expect(await request({ msg: " " })).toBe("MENSAGEM VAZIA");
    expect(await request({ id: "x".repeat(101) })).toBe("ID MUITO LONGO");
    expect(await request({ msg: "x".repeat(400) })).toBe("SALDO INSUFICIENTE");
    await post(emulator, "unitario", JSON.stringify({ token, destino: "11999990001", msg: "Oi", id: "um" }));
    expect(await request({ id: "um" })).toBe("ID JA UTILIZADO");
    expect((await emulator.messages()).length).toBe(1);
  });

  it("says where JSON breaks off", async () => {
    const emulator = await emulate();
    const [entry] = await post(emulator, "unitario", `{"token":"${token}",\n"destino" "11999990001"}`);
    expect(entry?.detailDescription).toBe("JSON INVALIDO NA POSICAO 40 (LINHA 2, COLUNA 11)");
  });

  it("answers as a scenario says, field by field", async () => {
    const emulator = await emulate();
    await emulator.scenario.put({
      scenario: "words",
      rules: [
        {
          rule: "own words",
          when: { provider: "sophia", text: "um" },
          then: [{ answer: { status: 0, detailDescription: "SEM SALDO" } }],
        },
        { rule: "by cause", when: { provider: "sophia", text: "dois" }, then: [{ answer: "003" }] },
        { rule: "neutral", when: { provider: "sophia", text: "tres" }, then: [{ answer: "no-credit" }] },
        {
          rule: "accepted",
          when: { provider: "sophia", text: "quatro" },
          then: [{ answer: { status: 200, detailDescription: "NA FILA" } }],
        },
      ],
    });
    const sentences: string[] = [];
    for (const msg of ["um", "dois", "tres", "quatro"]) {
      const [entry] = await post(emulator, "unitario", JSON.stringify({ token, destino: "11999990001", msg }));
      sentences.push(`${entry?.status} ${entry?.detailDescription}`);
    }
    expect(sentences).toEqual(["0 SEM SALDO", "0 MENSAGEM VAZIA", "0 SALDO INSUFICIENTE", "200 NA FILA"]);
  });
});

describe("envio", () => {
  it("takes a list of one object, a bare object and PHP's bracketed names", async () => {
    const emulator = await emulate();
    const mensagens = [
      { destino: "11999990001", msg: "um", id: 1 },
      { destino: "41999990002", msg: "dois", id: "2" },
    ];
    const listed = await post(emulator, "envio", lote(mensagens));
    expect(listed.map(({ status, mesageID }) => [status, mesageID])).toEqual([
      [200, "1"],
      [200, "2"],
    ]);
    const bare = await post(
      emulator,
      "envio",
      JSON.stringify({ token, mensagens: [{ destino: "11999990001", msg: "x" }] }),
    );
    expect(bare[0]?.status).toBe(200);
    const form = new URLSearchParams({ token, "mensagens[0][destino]": "11999990001", "mensagens[0][msg]": "y" });
    const bracketed = await post(emulator, "envio", form.toString(), "application/x-www-form-urlencoded");
    expect(bracketed[0]?.status).toBe(200);
    expect((await emulator.messages()).map(({ text }) => text)).toEqual(["um", "dois", "x", "y"]);
  });

  it("lets a message that is wrong fail alone, two equal ids in one lot too", async () => {
    const emulator = await emulate();
    const entries = await post(
      emulator,
      "envio",
      lote([
        { destino: "11999990001", msg: "um", id: "a" },
        { destino: "1", msg: "dois" },
        { destino: "11999990001", msg: "tres", id: "a" },
        "no message",
        { destino: "11999990001", msg: "cinco" },
      ]),
    );
    expect(entries.map(({ status }) => status)).toEqual([200, 0, 0, 0, 200]);
    expect(details(entries)).toEqual([
      "OK",
      "NUMERO DE DESTINO INVALIDO: QUANTIDADE DE DIGITOS",
      "ID JA UTILIZADO",
      "MENSAGEM DO LOTE FORA DO FORMATO",
      "OK",
    ]);
  });

  it("is refused whole, in one entry, for its token, its count and what is no JSON", async () => {
    const emulator = await emulate();
    const item = { destino: "11999990001", msg: "Oi" };
    const whole = async (body: string): Promise<unknown[]> =>
      (await post(emulator, "envio", body)).map(({ destino, status, detailDescription }) => [
        destino,
        status,
        detailDescription,
      ]);
    expect(await whole(lote([item, item], { token: "nobody" }))).toEqual([["", 0, "TOKEN INVALIDO"]]);
    expect(await whole(lote(Array(1_001).fill(item)))).toEqual([["", 0, "LIMITE DE 1000 MENSAGENS EXCEDIDO"]]);
    expect(await whole(lote([]))).toEqual([["", 0, "NENHUMA MENSAGEM NO LOTE"]]);
    expect((await whole('[{"token":')).at(0)).toEqual(["", 0, expect.stringContaining("JSON INVALIDO NA POSICAO 10")]);
    expect(await emulator.messages()).toEqual([]);
    expect(
      (await post(emulator, "envio", lote(Array(1_000).fill(item)))).filter(({ status }) => status === 200).length,
    ).toBe(1_000);
  });

  it("never takes more than the credit there is, however many ask at once", async () => {
    const emulator = await emulate({ "sophia/main": { credits: 100 } });
    const lots = Array.from({ length: 50 }, () => lote(Array(4).fill({ destino: "11999990001", msg: "Oi" })));
    const all = (await Promise.all(lots.map((body) => post(emulator, "envio", body)))).flat();
    expect(all.filter(({ status }) => status === 200).length).toBe(100);
    expect((await emulator.messages({ limit: 1_000 })).length).toBe(100);
  });
});
