// kill -9 under load, again and again on one data file: what was acknowledged is there, what was due is delivered.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Catcher, startCatcher } from "../support/catcher.ts";
import { control, type DoorName, doorNames, senders } from "../support/endurance/senders.ts";
import type { Urls } from "../support/endurance/server.ts";
import { launch, type Running } from "../support/torpedo-process.ts";

/** `npm run endurance` asks for one a second of its minutes. */
const rounds = Math.max(20, Math.round(Number(process.env["TORPEDO_ENDURANCE_MS"] ?? 0) / 1_000));
const folder = mkdtempSync(join(tmpdir(), "torpedo-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Those whose reports go to the catcher. */
const reporting: readonly DoorName[] = ["mensagem", "wbsapi", "sophia"];

interface Acknowledged {
  readonly door: DoorName;
  readonly id: string;
}

const scenario = `
scenario: Lives that end while the load goes on
rules:
  - rule: quick
    when: {}
    continue: true
    then: [ { life: [ { sent: 50ms }, { delivered: 150ms } ] } ]
`;

async function start(catcher: Catcher): Promise<[Running, Urls]> {
  const accounts = join(folder, "accounts.yaml");
  const story = join(folder, "story.yaml");
  writeFileSync(story, scenario);
  const callbacks = (name: string): string => `{ credits: 1000000, callbacks: { dlr: "${catcher.url}/${name}" } }`;
  writeFileSync(
    accounts,
    `accounts:\n  mensagem/main: ${callbacks("mensagem")}\n  sophia/main: ${callbacks("sophia")}\n  mobilepronto/main: { credits: 1000000 }\n`,
  );
  const ports = ["--http-port", "0", "--mensagem-port", "0", "--smpp-port", "0"];
  const files = ["--data", join(folder, "kill.db"), "--accounts", accounts, "--scenario", story];
  const child = launch(["start", "--json", ...ports, ...files]);
  const line = await child.line();
  if (line === null) throw new Error((await child.finished).stderr);
  const doors: Urls = JSON.parse(line);
  return [child, doors];
}

/** Loads every door until so many are acknowledged, kills, and gives what was acknowledged. */
async function killUnderLoad(child: Running, doors: Urls, enough: number): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const load = await senders(doors, child.finished);
  let alive = true;
  const loop = async (door: DoorName): Promise<void> => {
    while (alive) {
      const sent = await load.send(door);
      if (sent.kind === "gone") return;
      if (sent.kind === "acknowledged") acknowledged.push({ door, id: sent.id ?? "" });
      if (acknowledged.length < enough || !alive) continue;
      alive = false;
      child.child.kill("SIGKILL");
    }
  };
  await Promise.all([...doorNames, "mensagem" as const, "mensagem" as const, "sophia" as const].map(loop));
  await child.finished;
  load.close();
  return acknowledged;
}

describe("kill -9 under load", () => {
  it(`${rounds} times: nothing acknowledged is missing, everything due is delivered`, {
    timeout: rounds * 6_000,
  }, async () => {
    const catcher = await startCatcher();
    const all: Acknowledged[] = [];
    for (let round = 0; round < rounds; round++) {
      const [child, doors] = await start(catcher);
      all.push(...(await killUnderLoad(child, doors, 20 + ((round * 37) % 90))));
    }
    const [child, doors] = await start(catcher);

    const missing: Acknowledged[] = [];
    for (const one of all.filter(({ id }) => id !== "")) {
      const { body } = await control<readonly object[]>(doors, `GET /sandboxes/default/messages?id=${one.id}`);
      if (body.length !== 1) missing.push(one);
    }
    expect(missing).toEqual([]);
    const soapSent = all.filter(({ door }) => door === "mobilepronto").length;
    const kept = { what: "messages", where: { provider: "mobilepronto" }, atLeast: soapSent };
    expect((await control(doors, "POST /sandboxes/default/verify", kept)).body).toMatchObject({ ok: true });

    const ends = new Set<string>();
    let seen = 0;
    const delivered = (one: Acknowledged): boolean => {
      for (; seen < catcher.caught.length; seen++) {
        const query = catcher.caught[seen]?.query;
        if (query?.get("type") === "3") ends.add(`mensagem ${query.get("md5")}`);
        if (query?.get("status") === "2") ends.add(`sophia ${query.get("id")}`);
      }
      return ends.has(`${one.door === "sophia" ? "sophia" : "mensagem"} ${one.id}`);
    };
    const reported = all.filter(({ door }) => reporting.includes(door));
    let undelivered = reported.filter((one) => !delivered(one));
    while (undelivered.length > 0) {
      await catcher.until(catcher.caught.length + 1);
      undelivered = undelivered.filter((one) => !delivered(one));
    }
    expect(undelivered).toEqual([]);
    expect(all.length).toBeGreaterThan(rounds * 20);
    for (const door of doorNames) expect(all.some((one) => one.door === door)).toBe(true);
    expect((await child.kill()).code).toBe(0);
    await catcher.stop();
  });
});
