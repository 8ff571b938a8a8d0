// An alert_notification about a message leaves its reports alone: their order, their number and their delivery.

import { afterEach, expect, it } from "vitest";
import type { Emulator } from "../../../../src/client/sandbox.ts";
import type { RawClient } from "../../../protocols/smpp/support/client.ts";
import { header, pdu } from "../../../protocols/smpp/support/octets.ts";
import { startCatcher } from "../../../support/catcher.ts";
import { emulate, later, sendMensagem, undoAll } from "../../../support/sandboxed.ts";
import { untyped } from "../../../support/scenario/untyped.ts";
import { nextDelivery, shortMessageOf, submitSmOctets } from "./support/pdus.ts";
import { rawBound, readHeader } from "./support/smsc.ts";

afterEach(undoAll);
const smpp = { enquireLinkMs: 0, inactivityMs: 0 };
const phone = "5511999990001";
const life = [{ undelivered: "10s" }, { delivered: "60s" }];
/** data_sm with set_dpf, for every report. */
const dataSm = pdu(
  `00000103 00000000 00000007 00 01 01 '28149' 00 01 01 '${phone}' 00 00 11 00 0421 0001 01 0424 0002 'Oi'`,
);

async function activate(emulator: Emulator, when: object, then: readonly object[]): Promise<void> {
  await emulator.scenario.put(untyped({ scenario: "beside", rules: [{ when, then }] }));
}
async function accepted(client: RawClient, octets: Buffer): Promise<void> {
  expect(readHeader(await client.send(octets).readPdu()).status).toBe(0);
}

it("a plan of reports gives each of them, with an alert between the statuses", async () => {
  const emulator = await emulate({}, { smpp });
  const client = await rawBound(emulator, "transmitter");
  for (const order of [undefined, "reversed", "shuffled", "interleaved"]) {
    for (const byFlag of [false, true]) {
      await emulator.reset();
      const callbacks = order === undefined ? { copies: 1 } : { order };
      await activate(emulator, {}, [{ life }, { callbacks }, ...(byFlag ? [] : [{ alert: "30s" }])]);
      await accepted(client, byFlag ? dataSm : submitSmOctets({ registered: "11" }));
      await emulator.clock.advance("30s");
      if (byFlag) await emulator.reachable(phone);
      await emulator.clock.advance("1m");
      const statuses = (await emulator.callbacks()).flatMap(({ status }) => status ?? []);
      const inOrder = ["undelivered", "delivered"];
      const name = `${order}, ${byFlag ? "set_dpf" : "alert"}`;
      if (order === "shuffled") expect(new Set(statuses), name).toEqual(new Set(inOrder));
      else expect(statuses, name).toEqual(order === "reversed" ? inOrder.toReversed() : inOrder);
    }
  }
});

it("a message of HTTP has no alert, and its reports go", async () => {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const emulator = await emulate({ "mensagem/main": { callbacks: { dlr: catcher.url } } });
  await activate(emulator, { provider: "mensagem" }, [{ alert: "2s" }]);
  await sendMensagem(emulator);
  expect((await emulator.clock.agenda()).map(({ kind }) => kind)).not.toContain("alert");
  await emulator.clock.advance("1h");
  expect((await emulator.callbacks()).map(({ by, status, state }) => `${by} ${status} ${state}`)).toEqual([
    "http sent delivered",
    "http delivered delivered",
  ]);
});

it("an alert that waits for a session holds no receipt to another account back", async () => {
  const receiving = { details: { integrationUser: "acme_rx", smppPassword: "smpp9500" } };
  const emulator = await emulate({ "mensagem/rx": receiving }, { smpp });
  await activate(emulator, {}, [{ alert: "1s" }, { receiptsTo: "acme_rx" }]);
  const [submitter, receiver] = [
    await rawBound(emulator, "transmitter"),
    await rawBound(emulator, "receiver", "acme_rx"),
  ];
  await accepted(submitter, submitSmOctets());
  const moved = emulator.clock.advance("1m");
  expect(shortMessageOf(await nextDelivery(receiver))).toContain("stat:DELIVRD");
  await moved;
  expect((await emulator.callbacks()).map(({ account, state }) => `${account} ${state}`)).toEqual([
    "mensagem/main waiting",
    "mensagem/rx delivered",
  ]);
});

it("an alert stands behind the receipt that came before it", async () => {
  const emulator = await emulate({}, { smpp });
  await activate(emulator, {}, [{ alert: "10s" }, { life: [{ delivered: "1s" }] }]);
  const client = await rawBound(emulator);
  await accepted(client, submitSmOctets());
  const moved = emulator.clock.advance("10s");
  const receipt = readHeader(await client.readPdu());
  expect(receipt.command).toBe(5);
  client.send(header(0x80000005, 0, receipt.sequence));
  expect(readHeader(await client.readPdu()).command).toBe(0x102);
  await moved;
});

it("a rule that has alert alone is no reason of the statuses and reports", async () => {
  const emulator = await emulate({}, { smpp });
  const why = async (then: readonly object[]): Promise<readonly string[]> => {
    await emulator.reset();
    await activate(emulator, {}, then);
    await accepted(await rawBound(emulator, "transmitter"), submitSmOctets());
    return (await emulator.clock.agenda()).map(({ kind, why }) => `${kind}${why === undefined ? "" : " by a rule"}`);
  };
  expect(await why([{ alert: "3s" }])).toEqual(["status", "status", "alert by a rule"]);
  expect(await why([{ alert: "30s" }, { life }])).toEqual(["status by a rule", "alert by a rule", "status by a rule"]);
});

it("an alert at once waits for the answer", async () => {
  const emulator = await emulate({}, { smpp });
  await activate(emulator, {}, [{ alert: 0 }, { life: "stuck" }]);
  const client = await rawBound(emulator);
  await accepted(client, submitSmOctets());
  await emulator.clock.advance(1);
  expect(readHeader(await client.readPdu()).command).toBe(0x102);
});
