// A contract test with Node's own test runner: the emulator runs in this process, each test has a sandbox of its own.
//
//   npm install --save-dev torpedo-sms && node --test

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { assertNotSent, assertReceivedCallback, assertSent, useTorpedo } from "torpedo-sms/node-test";
import { Mensagem } from "./mensagem.mjs";

/** Where the provider calls back. */
const caught = [];
const receiver = createServer((request, response) => {
  caught.push(new URL(request.url, "http://receiver"));
  response.end("ok");
});

before(async () => {
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
});
after(() => receiver.close());

const torpedo = useTorpedo({ sandbox: { clock: "manual" } });

/** A sandbox for one test, with credentials of its own: tests run side by side and never meet. */
async function orders(t) {
  const { emulator, sandbox } = await torpedo(t);
  const path = `/${sandbox.name}`;
  const here = `http://127.0.0.1:${receiver.address().port}${path}`;
  const { details } = await sandbox.accounts.change("mensagem/main", {
    callbacks: { dlr: `${here}/dlr`, mo: `${here}/mo` },
  });
  const mine = () => caught.filter(({ pathname }) => pathname.startsWith(`${path}/`));
  return { sandbox, mensagem: new Mensagem(emulator.urls.mensagem, details.integrationUser), mine };
}

test("the customer is told, the report and the answer come back", async (t) => {
  const { sandbox, mensagem, mine } = await orders(t);
  const md5 = await mensagem.send("11999990001", "Pedido 42 confirmado");
  await assertSent(sandbox, { to: "(11) 99999-0001", text: "Pedido 42 confirmado", id: md5 });
  // Two days pass at once; resolved when every callback is answered, so there is nothing to sleep for.
  assert.deepEqual((await sandbox.clock.advance("48h")).unanswered, []);
  assert.deepEqual([...new Set(mine().map(({ searchParams }) => searchParams.get("md5")))], [md5]);
  await sandbox.sendInbound({ from: "11999990001", text: "SAIR" });
  await assertReceivedCallback(sandbox, { about: "inbound" });
  assert.equal(mine().at(-1).searchParams.get("message"), "SAIR");
});

test("an empty account is told apart", async (t) => {
  const { sandbox, mensagem } = await orders(t);
  await sandbox.accounts.change("mensagem/main", { credits: 0 });
  await assert.rejects(mensagem.send("11999990001", "Pedido 43 confirmado"), /refused with 97/);
  await assertNotSent(sandbox);
});

test("a receiver that fails is asked again", async (t) => {
  const { sandbox, mensagem } = await orders(t);
  await sandbox.accounts.change("mensagem/main", { callbacks: { dlr: "http://127.0.0.1:9/nobody" } });
  await mensagem.send("11999990001", "Pedido 44 confirmado");
  await sandbox.clock.advance("1h");
  const [report] = await sandbox.callbacks();
  assert.ok(report.attempts.length > 1);
});
