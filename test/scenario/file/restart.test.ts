import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { startEmulator } from "../../../src/client/start-emulator.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-restart-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a restart goes on with counters, variables, accounts, clock and outage; another text begins anew", async () => {
  const file = join(folder, "story.yaml");
  const scenarioWith = (title: string): string => `
scenario: ${title}
clock: manual
accounts: { mensagem/main: { credits: 3 } }
rules:
  - when: { provider: mensagem, operation: send, text: BLOCK }
    then: [ set: { mode: blocked } ]
  - when: { provider: mensagem, operation: send, state: { mode: blocked } }
    then: [ answer: "72" ]
  - when: { provider: mensagem, operation: send, nth: 2 }
    then: [ answer: "90" ]
timeline:
  - at: 1m
    do: { outage: { provider: sophia, for: 10m, response: { status: 503 } } }
`;
  writeFileSync(file, scenarioWith("first"));
  const start = (): Promise<Emulator> =>
    startEmulator({
      httpPort: 0,
      mensagemPort: 0,
      smppPort: 0,
      data: join(folder, "t.db"),
      logLevel: "silent",
      scenario: file,
    });
  const send = async (emulator: Emulator, text = "Oi"): Promise<string> =>
    (await (await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=${text}`)).text()).split(
      ";",
    )[0] ?? "";
  const sophia = async (emulator: Emulator): Promise<number> =>
    (await fetch(`${emulator.urls.http}/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi`)).status;

  let now = 0;
  {
    await using emulator = await start();
    expect(await send(emulator)).toBe("1");
    await emulator.clock.advance(90_000);
    expect(await sophia(emulator)).toBe(503);
    now = (await emulator.clock.read()).now;
  }
  {
    await using emulator = await start();
    expect((await emulator.clock.read()).now).toBe(now);
    expect(await sophia(emulator)).toBe(503);
    expect([await send(emulator), await send(emulator)]).toEqual(["90", "1"]);
    expect(await send(emulator, "BLOCK")).toBe("1");
  }
  {
    await using emulator = await start();
    expect(await send(emulator)).toBe("72");
    await emulator.clock.advance(600_000);
    expect(await sophia(emulator)).toBe(200);
  }
  writeFileSync(file, scenarioWith("second"));
  {
    await using emulator = await start();
    expect([await send(emulator), await send(emulator), await send(emulator)]).toEqual(["1", "90", "1"]);
    expect(await sophia(emulator)).toBe(200);
  }
});

test("a text that an earlier version took goes on after a restart, and its findings are told", async () => {
  const data = join(folder, "earlier.db");
  const start = (): Promise<Emulator> =>
    startEmulator({ httpPort: 0, mensagemPort: 0, smppPort: 0, data, clock: "manual", logLevel: "silent" });
  {
    await using emulator = await start();
    await emulator.scenario.put({
      scenario: "valid",
      rules: [{ when: { operation: "send" }, then: [{ answer: "90" }] }],
    });
  }
  // Sophia has no sender: check refuses the first rule now.
  const rules = [
    { when: { provider: "sophia", from: "28149" }, then: [{ delay: "1s" }] },
    { when: { operation: "send" }, then: [{ answer: "72" }] },
  ];
  const put = (value: string): void => {
    const database = new Database(data);
    database.prepare("UPDATE key_value SET value = ? WHERE key = 'scenario:text'").run(value);
    database.close();
  };
  put(JSON.stringify({ scenario: "earlier", rules }));
  {
    await using emulator = await start();
    const answer = await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
    expect(await answer.text()).toMatch(/^72;/);
  }
  put("{ no scenario");
  {
    await using emulator = await start();
    expect((await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`)).status).toBe(200);
  }
});
