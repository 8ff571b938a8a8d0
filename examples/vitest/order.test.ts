// A contract test with Vitest: an emulator in the worker, a sandbox for each test by a fixture.
//
//   npm install --save-dev torpedo-sms vitest && npx vitest run

import { once } from "node:events";
import { createServer } from "node:http";
import { fixtures, matchers, type TorpedoFixtures } from "torpedo-sms/vitest";
import { test as base, expect } from "vitest";

/** The client under test, as it stands in production: only its address is another. */
class Sophia {
  readonly address: string;
  readonly token: string;
  constructor(address: string, token: string) {
    this.address = address;
    this.token = token;
  }
  /** @returns the message's id */
  async send(to: string, text: string): Promise<string> {
    const query = new URLSearchParams({ token: this.token, destino: to, msg: text });
    const answer = await (await fetch(`${this.address}/api/unitario.php?${query}`)).json();
    const [line] = answer.envio;
    if (line.status !== 200) throw new Error(line.detailDescription);
    return line.mesageID;
  }
}

interface OrderFixtures {
  sophia: Sophia;
  /** Callbacks of the provider. */
  caught: URL[];
}

expect.extend(matchers);
// `torpedo` is the worker's emulator, `sandbox` the test's own: tests run side by side and never meet.
const withTorpedo = base.extend<TorpedoFixtures>(fixtures({ sandbox: { clock: "manual" } }));
const test = withTorpedo.extend<OrderFixtures>({
  sophia: async ({ torpedo, sandbox }, use) => {
    const { details } = await sandbox.accounts.get("sophia/main");
    await use(new Sophia(torpedo.urls.http, String(details["token"])));
  },
  caught: async ({ sandbox }, use) => {
    const caught: URL[] = [];
    const receiver = createServer((request, response) => {
      caught.push(new URL(request.url ?? "/", "http://receiver"));
      response.end("ok");
    });
    receiver.listen(0, "127.0.0.1");
    await once(receiver, "listening");
    const address = receiver.address();
    const here = `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
    await sandbox.accounts.change("sophia/main", { callbacks: { dlr: `${here}/dlr`, mo: `${here}/mo` } });
    await use(caught);
    receiver.close();
  },
});

test("the customer is told, the report and the answer come back", async ({ sandbox, sophia, caught }) => {
  const id = await sophia.send("11999990001", "Pedido 42 confirmado");
  await expect(sandbox).toHaveSent({ to: "(11) 99999-0001", text: "Pedido 42 confirmado", id });
  // Two days pass at once; resolved when every callback is answered, so there is nothing to sleep for.
  expect((await sandbox.clock.advance("48h")).unanswered).toEqual([]);
  expect(new Set(caught.map(({ searchParams }) => searchParams.get("id")))).toEqual(new Set([id]));
  await sandbox.sendInbound({ from: "11999990001", text: "SAIR" });
  await expect(sandbox).toHaveReceivedCallback({ about: "inbound" });
  expect(caught.at(-1)?.searchParams.get("mensagem")).toBe("SAIR");
});

test("an empty account is told apart", async ({ sandbox, sophia }) => {
  await sandbox.accounts.change("sophia/main", { credits: 0 });
  await expect(sophia.send("11999990001", "Pedido 43 confirmado")).rejects.toThrow("SALDO");
  await expect(sandbox).not.toHaveSent();
});

test("a shipped scenario is active", async ({ sandbox, sophia }) => {
  await sandbox.scenario.put("one-in-five-900");
  const rule = { rule: "her account is blocked", when: { to: "5511999990001" }, then: [{ answer: "no-credit" }] };
  await sandbox.scenario.edit({ insert: rule, before: 1 });
  await expect(sophia.send("11999990001", "Pedido 44 confirmado")).rejects.toThrow("SALDO");
  expect((await sandbox.scenario.read())?.rules[0]).toMatchObject({ title: "her account is blocked", uses: 1 });
});
