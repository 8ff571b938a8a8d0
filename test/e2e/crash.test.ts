// kill -9 at the two worst moments of a callback: written but not yet sent, and sent but its end not yet recorded.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Catcher, startCatcher } from "../support/catcher.ts";
import { storeOn } from "../support/store.ts";
import { launch, type Running } from "../support/torpedo-process.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-crash-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const messages = 10;

async function start(catcher: Catcher, name: string): Promise<[Running, string]> {
  const accounts = join(folder, `${name}.accounts.yaml`);
  const scenario = join(folder, `${name}.story.yaml`);
  // Attempts run in turn: while the first attempt is under way, the others are written and wait.
  writeFileSync(accounts, `accounts:\n  sophia/main: { callbacks: { dlr: "${catcher.url}/dlr", parallel: 1 } }\n`);
  writeFileSync(
    scenario,
    "scenario: Quick lives\nrules:\n  - rule: quick\n    when: {}\n    then: [ { life: [ { sent: 10ms }, { delivered: 20ms } ] } ]\n",
  );
  const ports = ["--http-port", "0", "--mensagem-port", "0", "--smpp-port", "0"];
  const files = ["--data", join(folder, `${name}.db`), "--accounts", accounts, "--scenario", scenario];
  const child = launch(["start", "--json", ...ports, ...files]);
  const line = await child.line();
  if (line === null) throw new Error((await child.finished).stderr);
  const { http }: { readonly http: string } = JSON.parse(line);
  return [child, http];
}

async function send(http: string): Promise<string[]> {
  const mensagens = Array.from({ length: messages }, (_, n) => ({ destino: "11999990001", msg: "Oi", id: `m${n}` }));
  const body = JSON.stringify([{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
  const answer = await (await fetch(`${http}/api/envio.php`, { method: "POST", body })).text();
  expect(answer.match(/"status":200/g)?.length).toBe(messages);
  return mensagens.map(({ id }) => id);
}

describe("kill -9", () => {
  it("while one callback is under way and the others are written: each arrives, only that one twice", async () => {
    const catcher = await startCatcher();
    const [first, http] = await start(catcher, "crash");
    catcher.inTurn("hang");
    const ids = await send(http);
    await catcher.until(1);
    await first.kill("SIGKILL");
    const [second, again] = await start(catcher, "crash");
    await catcher.until(messages + 1);
    // An attempt has ended when its answer was read.
    const delivered = { what: "callbacks", where: { state: "delivered" }, count: messages, timeout: "60s" };
    const headers = { "content-type": "application/json" };
    const wait = `${again}/torpedo/v1/sandboxes/default/wait`;
    const ended = await fetch(wait, { method: "POST", headers, body: JSON.stringify(delivered) });
    expect(await ended.json()).toMatchObject({ ok: true });
    const arrived = catcher.caught.map(({ query }) => query.get("id") ?? "");
    expect((await second.kill()).code).toBe(0);
    await catcher.stop();
    expect([...new Set(arrived)].toSorted()).toEqual(ids.toSorted());
    const twice = arrived[0] ?? "";
    expect(arrived.filter((id) => id === twice).length).toBe(2);
    expect(arrived.length).toBe(messages + 1);

    // The journal of attempts says which was the repetition: the first has no answer, the second has.
    const store = storeOn(join(folder, "crash.db"));
    const callbacks = store.outbox.list("default", { limit: 100 });
    expect(callbacks.map(({ state }) => state)).toEqual(Array(messages).fill("delivered"));
    const attempts = callbacks.map(({ seq }) => store.outbox.attempts(seq).map(({ status }) => status));
    store.close();
    expect(attempts.toSorted((a, b) => b.length - a.length)).toEqual([[null, 200], ...Array(messages - 1).fill([200])]);
  });
});
