// kill -9 under load, again and again on one data file: what was acknowledged is there, what was due is delivered.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Catcher, startCatcher } from "../support/catcher.ts";
import { connect } from "../support/esme.ts";
import { launch, type Running } from "../support/torpedo-process.ts";

/** `npm run endurance` asks for one a second of its minutes. */
const rounds = Math.max(20, Math.round(Number(process.env["TORPEDO_ENDURANCE_MS"] ?? 0) / 1_000));
const folder = mkdtempSync(join(tmpdir(), "torpedo-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Doors {
  readonly http: string;
  readonly mensagem: string;
  readonly smpp: string;
}
interface Acknowledged {
  readonly door: string;
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

async function start(catcher: Catcher): Promise<[Running, Doors]> {
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
  const doors: Doors = JSON.parse(line);
  return [child, doors];
}

/** One request; null when the connection broke, as it does when the other side is killed. */
function ask(url: string, agent: Agent): Promise<string | null> {
  return new Promise((resolve) => {
    get(url, { agent }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () => resolve(response.complete ? body : null));
      response.on("error", () => resolve(null));
    }).on("error", () => resolve(null));
  });
}

async function soap(doors: Doors): Promise<boolean> {
  const field = (name: string, value: string): string => `<${name}>${value}</${name}>`;
  const body =
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><MPG_Send_SMS xmlns="http://www.mpgateway.com/">' +
    field("Credencial", "DEMO0000000000000020") +
    field("Principal_User", "12345678000195") +
    field("Aux_User", "LOJA") +
    field("Mobile", "+55(11)999990001") +
    field("Send_Project", "N") +
    field("Message", "Oi") +
    "</MPG_Send_SMS></s:Body></s:Envelope>";
  const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: '"http://www.mpgateway.com/MPG_Send_SMS"' };
  try {
    const answer = await fetch(`${doors.http}/Service.asmx`, { method: "POST", headers, body });
    return (await answer.text()).includes(">000<");
  } catch {
    return false;
  }
}

/** Loads every door until so many are acknowledged, kills, and gives what was acknowledged. */
async function killUnderLoad(child: Running, doors: Doors, enough: number): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let alive = true;
  const note = (door: string, id: string): void => {
    acknowledged.push({ door, id });
    if (acknowledged.length < enough || !alive) return;
    alive = false;
    child.child.kill("SIGKILL");
  };
  const loop = async (step: () => Promise<boolean>): Promise<void> => {
    while (alive && (await step()));
  };
  const mensagem = async (): Promise<boolean> => {
    const answer = await ask(`${doors.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`, agent);
    if (answer?.startsWith("1;") === true) note("mensagem", answer.slice(2));
    return answer !== null;
  };
  const sophia = async (): Promise<boolean> => {
    const answer = await ask(
      `${doors.http}/api/unitario.php?token=DEMO-SOPHIA-TOKEN&destino=11999990001&msg=Oi`,
      agent,
    );
    const id = /"mesageID":"([^"]+)"/.exec(answer ?? "")?.[1];
    if (id !== undefined) note("sophia", id);
    return answer !== null;
  };
  const mobilepronto = async (): Promise<boolean> => {
    const done = await soap(doors);
    if (done) note("mobilepronto", "");
    return done;
  };
  const esme = await connect(doors.smpp);
  await esme.ask("bind_transmitter", { system_id: "126b114c", password: "torpedo" });
  const smpp = async (): Promise<boolean> => {
    const sent = esme.ask("submit_sm", { destination_addr: "11999990001", short_message: "Oi" });
    const answer = await Promise.race([sent, child.finished.then(() => null)]);
    if (answer?.command_status === 0) note("smpp", answer.message_id ?? "");
    return answer !== null;
  };
  await Promise.all([mensagem, mensagem, mensagem, sophia, sophia, mobilepronto, smpp].map(loop));
  await child.finished;
  esme.close();
  agent.destroy();
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
    const agent = new Agent({ keepAlive: true });

    const missing: Acknowledged[] = [];
    for (const one of all.filter(({ id }) => id !== "")) {
      const answer = await ask(`${doors.http}/torpedo/v1/sandboxes/default/messages?id=${one.id}`, agent);
      if (answer?.includes(`"id":"${one.id}"`) !== true) missing.push(one);
    }
    expect(missing).toEqual([]);
    const soapSent = all.filter(({ door }) => door === "mobilepronto").length;
    const soapKept = await fetch(`${doors.http}/torpedo/v1/sandboxes/default/verify`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ what: "messages", where: { provider: "mobilepronto" }, atLeast: soapSent }),
    });
    expect(await soapKept.json()).toMatchObject({ ok: true });

    const ends = new Set<string>();
    let seen = 0;
    const delivered = (one: Acknowledged): boolean => {
      for (; seen < catcher.caught.length; seen++) {
        const query = catcher.caught[seen]?.query;
        if (query?.get("type") === "3") ends.add(`mensagem ${query.get("md5")}`);
        if (query?.get("status") === "2") ends.add(`sophia ${query.get("id")}`);
      }
      return ends.has(`${one.door} ${one.id}`);
    };
    const reported = all.filter(({ door }) => door === "mensagem" || door === "sophia");
    let undelivered = reported.filter((one) => !delivered(one));
    while (undelivered.length > 0) {
      await catcher.until(catcher.caught.length + 1);
      undelivered = undelivered.filter((one) => !delivered(one));
    }
    expect(undelivered).toEqual([]);
    expect(all.length).toBeGreaterThan(rounds * 20);
    agent.destroy();
    expect((await child.kill()).code).toBe(0);
    await catcher.stop();
  });
});
