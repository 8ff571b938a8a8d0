// kill -9 with receipts that wait for a receiver: after the next start they arrive in order, none lost, once one binds.

import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { later, scratch, undoAll } from "../../../support/sandboxed.ts";
import { launch, type Running } from "../../../support/torpedo-process.ts";
import { bind, idOf, receipts, sms, startEsme } from "./support/smsc.ts";

afterEach(undoAll);
const many = 30;

interface Channels {
  readonly http: string;
  readonly smpp: string;
}

async function start(data: string): Promise<readonly [Running, Channels]> {
  const ports = ["--http-port", "0", "--mensagem-port", "0", "--smpp-port", "0"];
  const child = launch(["start", "--json", "--clock", "manual", "--data", data, ...ports]);
  later(() => child.kill("SIGKILL"));
  const line = await child.line();
  if (line === null) throw new Error((await child.finished).stderr);
  const listeners: Channels = JSON.parse(line);
  return [child, listeners];
}

async function advance({ http }: Channels, ms: number): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${http}/torpedo/v1/sandboxes/default/clock/advance`, {
    method: "POST",
    headers,
    body: JSON.stringify({ by: ms }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

it("receipts that waited for an absent receiver arrive in order after a crash (D8, D11)", {
  timeout: 180_000,
}, async () => {
  const data = join(scratch(), "smsc.db");
  const [child, before] = await start(data);
  const esme = startEsme();
  const transmitter = await bind(esme, before.smpp, "bind_transmitter");
  const ids: string[] = [];
  for (let n = 0; n < many; n++) ids.push(idOf(await esme.request(transmitter, "submit_sm", sms)));
  await advance(before, 10_000);
  await child.kill("SIGKILL");

  const [, after] = await start(data);
  const receiver = await bind(esme, after.smpp, "bind_receiver");
  const received = await receipts(esme, receiver, many);
  expect(received).toEqual(ids);
});

it("messages without their end when it crashed get it, and their receipts, afterwards", {
  timeout: 180_000,
}, async () => {
  const data = join(scratch(), "smsc.db");
  const [child, before] = await start(data);
  const esme = startEsme();
  const transmitter = await bind(esme, before.smpp, "bind_transmitter");
  const ids: string[] = [];
  for (let n = 0; n < many; n++) ids.push(idOf(await esme.request(transmitter, "submit_sm", sms)));
  await child.kill("SIGKILL");

  const [, after] = await start(data);
  const receiver = await bind(esme, after.smpp, "bind_receiver");
  await advance(after, 60_000);
  const received = await receipts(esme, receiver, many);
  expect(received.toSorted()).toEqual(ids.toSorted());
});
