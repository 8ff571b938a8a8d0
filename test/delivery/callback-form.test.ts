// Callbacks in another form: charset, method, names of parameters and further ones, by step and by account.

import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../src/client/sandbox.ts";
import { startCatcher } from "../support/catcher.ts";
import { emulate, later, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";
import { untyped } from "../support/scenario/untyped.ts";

afterEach(undoAll);

interface Received {
  readonly method: string;
  readonly url: string;
  readonly type: string;
  readonly body: string;
}

/** A receiver that keeps whole requests. */
async function receiver(): Promise<{ readonly url: string; readonly got: Received[] }> {
  const got: Received[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { method = "", url = "", headers } = request;
    got.push({ method, url, type: headers["content-type"] ?? "", body: Buffer.concat(parts).toString() });
    response.end("OK");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(() => server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}`, got };
}

async function withStep(callbacks: object, account: object = {}): Promise<[Emulator, Received[]]> {
  const { url, got } = await receiver();
  const addresses = { dlr: `${url}/dlr`, mo: `${url}/mo` };
  const emulator = await emulate({
    "mensagem/main": { callbacks: addresses },
    "sophia/main": { callbacks: { ...addresses, ...account } },
  });
  const rules = [{ rule: "form", then: [{ callbacks }, { life: [{ delivered: "1s" }] }] }];
  await emulator.scenario.put(untyped({ scenario: "form", rules }));
  return [emulator, got];
}

describe("the form of callbacks", () => {
  it("by step: names, further parameters with placeholders, and a charset", async () => {
    const [emulator, got] = await withStep({
      charset: "iso-8859-1",
      rename: { msisdn: "numero", md5: "protocolo" },
      extra: { token: "x y", texto: "${text}", para: "${to}", hash: "${id}", hora: "${now:HHmmss}" },
    });
    const hash = await sendMensagem(emulator, { m: "Olá" });
    await emulator.clock.advance("1m");
    expect(got.map(({ url }) => url)).toEqual([
      `/dlr?numero=11999990001&status=2&date=2026-03-02%2009%3A00%3A01&type=3&protocolo=${hash}` +
        `&token=x%20y&texto=Ol%E1&para=5511999990001&hash=${hash}&hora=090001`,
    ]);
  });

  it("POST sends the same parameters as a form", async () => {
    const [emulator, got] = await withStep({ method: "POST", extra: { token: "x" } });
    const id = await sendSophia(emulator);
    await emulator.clock.advance("1m");
    expect(got).toEqual([
      {
        method: "POST",
        url: "/dlr",
        type: "application/x-www-form-urlencoded",
        body: `status=2&id=${id}&destino=11999990001&entrega=2026-03-02%2009%3A00%3A01&token=x`,
      },
    ]);
    const [callback] = await emulator.callbacks();
    const { attempts } = await emulator.callback(callback?.seq ?? 0);
    expect(attempts[0]?.request).toMatch(
      /^POST http.*\/dlr\nContent-Type: application\/x-www-form-urlencoded\n\nstatus=2&/,
    );
  });

  it("by account, inbound messages too; the step wins key by key", async () => {
    const account = {
      method: "POST",
      rename: { mensagem: "texto" },
      extra: { de: "${from}" },
      charset: "windows-1252",
    };
    const [emulator, got] = await withStep({ method: "GET" }, account);
    await sendSophia(emulator);
    await emulator.clock.advance("1m");
    await emulator.sendInbound({ provider: "sophia", from: "11999990001", text: "Não €" });
    await emulator.clock.advance("1m");
    expect(got.map(({ method, url }) => `${method} ${url.split("?")[0]}`)).toEqual(["GET /dlr", "POST /mo"]);
    expect(got[1]?.type).toBe("application/x-www-form-urlencoded; charset=windows-1252");
    expect(got[1]?.body).toMatch(/&texto=N%E3o%20%80&.*&de=5511999990001$/);
  });

  it("an account's form is set by a scenario and leaves with it", async () => {
    const { url, got } = await receiver();
    const emulator = await emulate({ "sophia/main": { callbacks: { dlr: `${url}/dlr` } } });
    const scenario = { scenario: "form", accounts: { "sophia/main": { callbacks: { rename: { id: "codigo" } } } } };
    await emulator.scenario.put(untyped(scenario));
    await sendSophia(emulator);
    await emulator.clock.advance("1m");
    await emulator.scenario.remove();
    await sendSophia(emulator);
    await emulator.clock.advance("1m");
    expect(got.map((item) => /codigo=|id=/.exec(item.url)?.[0])).toEqual(["codigo=", "id="]);
  });

  it("check refuses what is not done", async () => {
    const emulator = await emulate();
    const wrong: readonly [object, string][] = [
      [{ charset: "ebcdic" }, "charset is ebcdic"],
      [{ method: "PUT" }, "method is PUT"],
      [{ rename: { msisdm: "x" } }, "no callback has the parameter msisdm"],
      [{ rename: { msisdn: "" } }, "the new name of msisdn is empty"],
      [{ rename: { msisdn: "status" } }, "two parameters of a callback have the name status"],
      [{ rename: { msisdn: "x", md5: "x" } }, "two parameters of a callback have the name x"],
      [{ extra: { "": "x" } }, "the name of a parameter is empty"],
      [{ extra: { md5: "x" } }, "a callback has the parameter md5 already"],
      [{ rename: { md5: "x" }, extra: { x: "y" } }, "a callback has the parameter x already"],
      [{ extra: { a: "${body}" } }, "there is no placeholder ${body} here"],
      [{ order: "sideways" }, "order is sideways"],
    ];
    for (const [callbacks, result] of wrong) {
      const rules = [{ rule: "x", when: { operation: "send" }, then: [{ callbacks }] }];
      const { findings } = await emulator.scenario.check(untyped({ scenario: "x", rules }));
      expect(findings.map((finding) => finding.found)).toEqual([result]);
    }
    const accounts = { "sophia/main": { callbacks: { rename: { msisdn: "x" }, extra: { a: "${state.x}" } } } };
    const { findings } = await emulator.scenario.check(untyped({ scenario: "x", accounts }));
    expect(findings.map((finding) => finding.found)).toEqual([
      "no callback has the parameter msisdn",
      "there is no placeholder ${state.x} here",
    ]);
  });

  it("names may be exchanged, and be those of the other callback", async () => {
    const emulator = await emulate();
    for (const callbacks of [{ rename: { id: "status", status: "id" } }, { rename: { destino: "numero" } }]) {
      const accounts = { "sophia/main": { callbacks } };
      const { findings } = await emulator.scenario.check(untyped({ scenario: "x", accounts }));
      expect(findings).toEqual([]);
    }
  });

  it.each(["mensagem", "sophia"])("%s: names are percent-encoded and compared as text, by GET and POST", async (id) => {
    const { url, got } = await receiver();
    const address = `${url}/dlr?a(=&${"a".repeat(40)}!=`;
    const extra = { "(a+)+$": "1", "a(": "2", "a b&c=1#": "3", "d\r\ne": "4" };
    for (const method of ["GET", "POST"] as const) {
      const emulator = await emulate({ [`${id}/main`]: { callbacks: { dlr: address, extra, method } } });
      await (id === "sophia" ? sendSophia(emulator) : sendMensagem(emulator));
      await emulator.clock.advance("1m");
      const [{ url: target, body } = { url: "", body: "" }] = got.splice(0);
      const names = new URLSearchParams(method === "POST" ? body : target.slice(target.indexOf("?") + 1));
      expect(names.getAll("a(").at(-1)).toBe("2");
      expect([names.get("(a+)+$"), names.get("a b&c=1#"), names.get("d\r\ne")]).toEqual(["1", "3", "4"]);
    }
  });

  it("the control API refuses the same of an account", async () => {
    const emulator = await emulate();
    const wrong: readonly [object, string][] = [
      [{ rename: { destinu: "x" } }, "callbacks.rename: no callback has the parameter destinu; write destino."],
      [{ rename: { id: "" } }, "callbacks.rename"],
      [{ rename: { id: "status" } }, "callbacks.rename: two parameters of a callback have the name status;"],
      [{ extra: { id: "x" } }, "callbacks.extra: a callback has the parameter id already;"],
      [{ extra: { a: "${state.x}" } }, "callbacks.extra: there is no placeholder ${state.x} here;"],
      [{ extra: { a: "${id:oct}" } }, "callbacks.extra: ${id:oct} has an unknown form; write dec, hex, HEX"],
    ];
    for (const [callbacks, message] of wrong)
      await expect(emulator.accounts.change("sophia/main", { callbacks })).rejects.toThrow(message);
  });
});

describe("order interleaved", () => {
  const plan = { callbacks: { order: "interleaved" } };

  /** Sends to three phones in one request. */
  async function batch(...rules: object[]): Promise<Emulator> {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    const emulator = await emulate(
      { "sophia/main": { callbacks: { dlr: `${catcher.url}/dlr` } } },
      { providers: { sophia: { dlrCallbacks: "all" } } },
    );
    await emulator.scenario.put(untyped({ scenario: "turns", rules }));
    const mensagens = ["11999990001", "11999990002", "11999990003"].map((destino) => ({ destino, msg: "Oi" }));
    await fetch(`${emulator.urls.http}/api/envio.php`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: "DEMO-SOPHIA-TOKEN", mensagens }),
    });
    return emulator;
  }
  const refs = async (emulator: Emulator) => (await emulator.callbacks()).map(({ ref }) => ref);

  it("of a request with many messages, the first report of each, then the second of each", async () => {
    const emulator = await batch({ then: [plan, { life: [{ sent: "1s" }, { undelivered: "2s" }] }] });
    expect(await emulator.messages()).toHaveLength(3);
    await emulator.clock.advance("1500ms");
    expect(await refs(emulator)).toEqual([]);
    await emulator.clock.advance("1m");
    expect(await refs(emulator)).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it("a message that is reported later adds its own reports alone", async () => {
    const emulator = await batch(
      { when: { to: "11999990002" }, then: [plan, { life: "stuck" }] },
      { then: [plan, { life: [{ sent: "1s" }, { undelivered: "2s" }] }] },
    );
    await emulator.clock.advance("1m");
    expect(await refs(emulator)).toEqual([1, 3, 1, 3]);
    const [, stuck] = await emulator.messages();
    await emulator.report(stuck?.seq ?? 0, "delivered");
    expect(await refs(emulator)).toEqual([1, 3, 1, 3, 2]);
  });

  it("check refuses before-answer beside it", async () => {
    const emulator = await emulate();
    const then = [{ callbacks: { order: "interleaved", "before-answer": true } }];
    const { findings } = await emulator.scenario.check(
      untyped({ scenario: "x", rules: [{ when: { operation: "envio" }, then }] }),
    );
    expect(findings.map((finding) => finding.found)).toEqual([
      "interleaved waits for all messages of the request, and before-answer for none",
    ]);
  });
});
