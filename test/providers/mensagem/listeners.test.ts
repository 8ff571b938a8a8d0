// The same state behind all listeners of Mensagem (issue: "It must show").

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startCatcher } from "../../support/catcher.ts";
import { md5, raw, sms, start, user, users, wbsapi } from "../../support/mensagem/client.ts";
import { emulate, later, scratch, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);
const good = { u: user, n: "11999990001", m: "Oi" };
const agenda = "2026-03-03 10:00:00";

describe("one state behind all doors", () => {
  it("a schedule of /sms/send is seen by status and cancelled by CACL, and its credit is given back", async () => {
    const emulator = await start();
    const hash = md5(await sms(emulator, "send", { ...good, d: agenda, id: "ABC-1" }));
    expect(await wbsapi(emulator, "status", { Identificacao: user, Hash: hash })).toBe(`${hash};0;AGUARDANDO`);
    expect(await sms(emulator, "crdtf", { u: user })).toBe("1;1;0;0;999;1000;1000;");
    expect(await sms(emulator, "cacl", { u: user, h: hash })).toBe(
      `${hash};9;CANCELADO;ABC-1;11999990001;2026-03-02 09:00:00.000`,
    );
    expect(await wbsapi(emulator, "status", { Identificacao: user, Hash: hash })).toBe(`${hash};9;CANCELADO`);
    expect(await sms(emulator, "crdtf", { u: user })).toBe("1;1;0;0;1000;1000;1000;");
  });

  it("one of sendUnique is cancelled by CACL, and the callback says 9", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const emulator = await emulate({
      "mensagem/main": { callbacks: { dlr: `${catcher.url}/cb?msisdn=&status=&date=` } },
    });
    const fields = {
      Identificacao: user,
      Telefone: "11999990001",
      Mensagem: "Oi",
      Agenda: "2026-03-03T10:00:00",
      IdExterno: "435",
    };
    const hash = md5(await wbsapi(emulator, "sendUnique", fields));
    expect(await sms(emulator, "cacl", { u: user, h: hash })).toContain(";9;CANCELADO;435;");
    const [caught] = await catcher.until(1);
    expect(caught?.target).toBe(
      `/cb?msisdn=11999990001&status=9&date=2026-03-02%2009%3A00%3A00&type=2&md5=${hash}&uuid=435`,
    );
  });

  it("50 concurrent senders on 100 credits: 100 are accepted, the rest get 97, nothing is left", async () => {
    const emulator = await emulate({ "mensagem/main": { credits: { long: 100 } } });
    const sender = async (): Promise<string[]> => {
      const answers: string[] = [];
      for (let round = 0; round < 3; round++) answers.push(await sms(emulator, "send", good));
      return answers;
    };
    const answers = (await Promise.all(Array.from({ length: 50 }, sender))).flat();
    expect(answers.filter((answer) => answer.startsWith("1;"))).toHaveLength(100);
    expect(answers.filter((answer) => answer === "97;CREDITOS INSUFICIENTES")).toHaveLength(50);
    expect(await sms(emulator, "crdtf", { u: user })).toBe("1;1;0;0;0;1000;1000;");
  });

  it("MULT takes 1,000 numbers in one request; 1,001 get 88, one gets 87, and nothing is debited", async () => {
    const emulator = await start();
    const numbers = (count: number): string =>
      Array.from({ length: count }, (_, at) => `119${91_000_000 + at}`).join(";");
    const mult = (count: number): Promise<string> => sms(emulator, "mult", { u: user, n: numbers(count), m: "Oi" });
    expect(await mult(1_001)).toBe("88;QUANTIDADE MAXIMA DE TELEFONES EXCEDIDA");
    expect(await mult(1)).toBe("87;QUANTIDADE DE TELEFONES A BAIXO DO LIMITE MINIMO");
    expect(await emulator.messages()).toHaveLength(0);
    expect(await sms(emulator, "crdtf", { u: user })).toBe("1;1;0;0;1000;1000;1000;");
    const lines = (await mult(1_000)).split("\r\n");
    expect(lines).toHaveLength(1_000);
    expect(lines.every((line) => /^1;[0-9a-f]{32}$/.test(line))).toBe(true);
    expect(await sms(emulator, "crdtf", { u: user })).toBe("1;1;0;0;0;1000;1000;");
  });

  it("a whole-request code of one number refuses the request, with nothing debited", async () => {
    const emulator = await start();
    expect(await sms(emulator, "mult", { ...good, n: "11999990001;11900000099" })).toBe("99;CLIENTE INVALIDO");
    expect(await sms(emulator, "mult", { ...good, u: users.poor, n: "11999990001;11999990002" })).toBe(
      "97;CREDITOS INSUFICIENTES\r\n97;CREDITOS INSUFICIENTES",
    );
    expect(await emulator.messages()).toHaveLength(0);
  });

  it("61 holds the message, which status tells; a number that a report called invalid answers 77", async () => {
    const emulator = await start();
    expect(await sms(emulator, "send", { ...good, n: "11900000061" })).toBe("61;MENSAGEM EM ANALISE PELO ANTIFRAUDE");
    const [held] = await emulator.messages();
    expect(held?.status).toBe("held");
    expect(await wbsapi(emulator, "status", { Identificacao: user, Hash: held?.id ?? "" })).toBe(
      `${held?.id};7;EM ESPERA`,
    );
    await emulator.scenario.put({
      scenario: "invalid",
      rules: [{ rule: "no such number", when: { provider: "mensagem" }, then: [{ life: [{ invalid: "1s" }] }] }],
    });
    md5(await sms(emulator, "send", good));
    await emulator.clock.advance(2_000);
    await emulator.scenario.put({ scenario: "none" });
    expect(await sms(emulator, "send", good)).toBe("77;NUMERO DE TELEFONE INVALIDADO POR DLR");
  });

  it("another method gets 405, an unknown function 404, each with a sentence", async () => {
    const emulator = await start();
    for (const method of ["POST", "PUT", "DELETE"]) {
      const answer = await fetch(`${emulator.urls.mensagem}/sms/send?u=${user}`, { method, body: "x" });
      expect([answer.status, await answer.text()]).toEqual([405, expect.stringContaining("is a GET")]);
    }
    const answer = await fetch(`${emulator.urls.http}/sms/sendd`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("Did you mean /sms/send?")]);
  });

  it("users and cost centres are changed for good", async () => {
    const emulator = await start();
    const novo = { u: user, n: "Usuario Novo", d: "usuario_novo", p: "senha123", t: "0", c: "622|623" };
    expect(await sms(emulator, "cadus", novo)).toBe("1;11;USUARIO ADICIONADO COM SUCESSO");
    expect(await sms(emulator, "altus", { u: user, id: "11", n: "Novo Nome", t: "1", s: "0" })).toBe(
      "1;USUARIO ATUALIZADO COM SUCESSO",
    );
    expect((await sms(emulator, "cnus", { u: user })).split("\r\n").at(-1)).toBe("1;11;0;usuario_novo;Novo Nome;1;");
    expect(await sms(emulator, "cict", { u: user, d: "Centro Novo", E: "a@b.c" })).toBe(
      "624;CENTRO ADICIONADO COM SUCESSO",
    );
    expect(await sms(emulator, "cact", { u: user, id: "624", s: "0" })).toBe("1;CENTRO ATUALIZADO COM SUCESSO");
    expect((await sms(emulator, "crctn", { u: user })).split("\r\n").at(-1)).toBe("1;624;Centro Novo;0;a@b.c;");
    expect(await sms(emulator, "send", { ...good, c: "624" })).toBe("95;REGISTRO INVALIDO");
  });

  it("no password of CADUS is kept in any form a client can write it", async () => {
    const folder = scratch();
    const emulator = await emulate({}, { data: join(folder, "torpedo.db") });
    for (const query of ["d=um&p=Muito%53ecreta1", "d=dois&%70=Muito%53ecreta2", "d=tres&P=QX"]) {
      expect(await raw(emulator, `/sms/cadus?u=${user}&n=Novo&${query}`)).toContain("ADICIONADO");
    }
    await emulator.stop();
    const kept = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file)).toString("latin1"))
      .join("");
    expect(kept).toContain("/sms/cadus?");
    for (const secret of ["Muito%53ecreta", "MuitoSecreta", "P=QX"]) expect(kept).not.toContain(secret);
  });
});
