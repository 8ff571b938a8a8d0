// A contract test with Vitest: an emulator in the worker, a sandbox for each test by a fixture.
//
//   npm install --save-dev torpedo-sms vitest && npx vitest run

import { once } from "node:events";
import { createServer } from "node:http";
import { type Emulator, startEmulator, type TestDesk } from "torpedo-sms";
import { expect, test as plain } from "vitest";

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

interface Fixtures {
  torpedo: Emulator;
  /** A world of the test's own, with credentials of its own: tests run side by side and never meet. */
  sandbox: TestDesk;
  sophia: Sophia;
  /** What the provider called back with. */
  caught: URL[];
}

const test = plain.extend<Fixtures>({
  torpedo: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from here which fixtures it needs
    async ({}, use) => {
      await using emulator = await startEmulator();
      await use(emulator);
    },
    { scope: "worker" },
  ],
  sandbox: async ({ torpedo, task }, use) => {
    const sandbox = await torpedo.sandbox(task.name.toLowerCase().replace(/[^a-z0-9]+/g, "-"), { clock: "manual" });
    await use(sandbox);
    await sandbox.remove();
  },
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
  expect(await sandbox.waitForMessage({ to: "(11) 99999-0001", text: "Pedido 42" })).toMatchObject({ id });
  // Two days pass at once; resolved when every callback is answered, so there is nothing to sleep for.
  expect((await sandbox.clock.advance("48h")).unanswered).toEqual([]);
  expect(new Set(caught.map(({ searchParams }) => searchParams.get("id")))).toEqual(new Set([id]));
  await sandbox.inbound({ from: "11999990001", text: "SAIR" });
  await sandbox.waitForCallback({ about: "inbound" });
  expect(caught.at(-1)?.searchParams.get("mensagem")).toBe("SAIR");
});

test("an empty account is told apart", async ({ sandbox, sophia }) => {
  await sandbox.accounts.change("sophia/main", { credits: 0 });
  await expect(sophia.send("11999990001", "Pedido 43 confirmado")).rejects.toThrow("SALDO");
  expect(await sandbox.verify({ what: "messages", never: true })).toMatchObject({ ok: true });
});

test("a shipped story is played", async ({ sandbox, sophia }) => {
  await sandbox.scenario.put({ library: "one-in-five-900" });
  const rule = { rule: "her account is blocked", when: { to: "5511999990001" }, then: [{ answer: "no-credit" }] };
  await sandbox.scenario.edit({ insert: rule, before: 1 });
  await expect(sophia.send("11999990001", "Pedido 44 confirmado")).rejects.toThrow("SALDO");
  expect((await sandbox.scenario.read())?.rules[0]).toMatchObject({ title: "her account is blocked", uses: 1 });
});
