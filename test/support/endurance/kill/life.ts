// A life of the server between two kills: its listeners, and clients connected to them.

import { writeFileSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import type { Catcher } from "../../catcher.ts";
import { connect, type Esme, type EsmePdu } from "../../esme.ts";
import { launch, type Running } from "../../torpedo-process.ts";
import { callApi, type Fields, soap } from "../requests.ts";
import type { Urls } from "../server.ts";

/** Credits of every account at the beginning, in each of its kinds. */
export const credits = 100_000_000;

export const accounts = {
  /** Reports and inbounds by callback; receipts of what came over SMPP to its receiver. */
  main: { key: "mensagem/main", user: "126b114c", password: "smpp9500" },
  /** No callback address: its inbounds go to its transceiver. */
  esme: { key: "mensagem/esme", user: "0e5e0001", password: "smpp9500" },
} as const;

const scenario = `
scenario: Lifecycles that end while the load goes on
rules:
  - rule: quick
    when: {}
    continue: true
    then: [ { life: [ { sent: 50ms }, { delivered: 150ms } ] } ]
  - rule: who answers
    when: { provider: mensagem, to: "*7" }
    then: [ { reply: { text: SIM, after: 100ms } } ]
  - rule: who answers Sophia
    when: { provider: sophia, to: "*7" }
    then: [ { reply: { text: SIM, after: 100ms } } ]
`;

/** The number of a sending whose phone answers SIM. */
export const answers = (number: string): boolean => number.endsWith("7");

/** A null answer means that the connection broke. */
export interface Life {
  readonly running: Running;
  readonly urls: Urls;
  readonly receivers: Readonly<Record<"receiver" | "transceiver", Esme>>;
  get(url: string): Promise<string | null>;
  post(url: string, body: unknown): Promise<string | null>;
  soap(path: string, namespace: string, operation: string, fields: Fields): Promise<string | null>;
  /** Asks on the account's own transmitter. */
  pdu(account: "main" | "esme", command: string, fields: object): Promise<EsmePdu | null>;
  /** Ends it with SIGKILL, and waits until its clients have had all that it said. */
  kill(): Promise<void>;
  /** Ends it politely. @returns the exit code */
  stop(): Promise<number | null>;
}

/** The files of all lives, written once. */
export function prepare(folder: string, catcher: Catcher): readonly string[] {
  const files = { data: "kill.db", accounts: "accounts.yaml", scenario: "story.yaml" };
  const callbacks = (name: string) => ({ dlr: `${catcher.url}/${name}`, mo: `${catcher.url}/${name}-mo` });
  const esme = { integrationUser: accounts.esme.user, smppPassword: accounts.esme.password };
  const all = {
    "mensagem/main": { credits, callbacks: callbacks("mensagem") },
    "mensagem/esme": { credits, details: esme },
    "sophia/main": { credits, callbacks: callbacks("sophia") },
    "mobilepronto/main": { credits },
  };
  writeFileSync(join(folder, files.accounts), JSON.stringify({ accounts: all }));
  writeFileSync(join(folder, files.scenario), scenario);
  return Object.entries(files).flatMap(([flag, name]) => [`--${flag}`, join(folder, name)]);
}

export async function begin(args: readonly string[]): Promise<Life> {
  const ports = ["--http-port", "0", "--mensagem-port", "0", "--smpp-port", "0"];
  const running = launch(["start", "--json", ...ports, ...args]);
  const line = await running.line();
  if (line === null) throw new Error((await running.finished).stderr);
  const urls: Urls = JSON.parse(line);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const gone = running.finished.then(() => null);
  const bound = async (bind: string, account: "main" | "esme"): Promise<Esme> => {
    const { user, password } = accounts[account];
    const esme = await connect(urls.smpp);
    const { command_status } = await esme.request(bind, { system_id: user, password });
    if (command_status !== 0) throw new Error(`${bind} of ${account}: ${command_status}`);
    return esme;
  };
  // The receiver comes last: what waited for it goes out the moment it is there.
  const main = await bound("bind_transmitter", "main");
  const transceiver = await bound("bind_transceiver", "esme");
  const receiver = await bound("bind_receiver", "main");
  const all = [main, transceiver, receiver];
  const leave = async (): Promise<void> => {
    await Promise.all(all.map((esme) => esme.gone));
    agent.destroy();
  };
  return {
    running,
    urls,
    receivers: { receiver, transceiver },
    get: (url) => callApi(agent, url),
    post: (url, body) =>
      callApi(agent, url, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    soap: (path, namespace, operation, fields) => soap(agent, `${urls.http}${path}`, namespace, operation, fields),
    pdu(account, command, fields) {
      const esme = account === "main" ? main : transceiver;
      return Promise.race([esme.request(command, fields).catch(() => null), gone]);
    },
    async kill() {
      running.child.kill("SIGKILL");
      await running.finished;
      await leave();
    },
    async stop() {
      const { code } = await running.kill();
      await leave();
      return code;
    },
  };
}
