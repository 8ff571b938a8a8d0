// Projects of users: the published types compile strictly with the oldest and the newest compilers, and the OpenAPI document
// becomes types by openapi-typescript.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmulator } from "../../../src/index.ts";
import { cleanEnvironment } from "../../support/torpedo-process.ts";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "torpedo-consumer-"));
afterAll(() => rmSync(folder, { recursive: true }));

const compilers = {
  "5.4": join(root, "test/consumers/typescript-5.4/node_modules/typescript/bin/tsc"),
  "5.9": join(root, "test/consumers/typescript-5.9/node_modules/typescript/bin/tsc"),
  "7": join(root, "node_modules/typescript/bin/tsc"),
};
const strictly = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"];
const language = [...strictly, "--target", "es2022", "--lib", "es2023,esnext.disposable"];
const types = ["--types", "node", "--typeRoots", join(root, "node_modules/@types")];

/** @returns what the compiler complains of */
function compile(tsc: string, files: readonly string[], modules = ["--module", "nodenext"]): string {
  const { stdout } = spawnSync(process.execPath, [tsc, ...language, ...modules, ...types, ...files], {
    cwd: folder,
    env: cleanEnvironment(),
    encoding: "utf8",
  });
  return stdout;
}

const use = `
import { connectEmulator } from "torpedo-sms/client";
import { expect, test as plain } from "vitest";
import { fixtures, matchers, type TorpedoFixtures } from "torpedo-sms/vitest";
import { useTorpedo } from "torpedo-sms/jest";
import { assertSent, useTorpedo as useInNode } from "torpedo-sms/node-test";
import {
  type Account, type Callback, type Event, type FilterInput, type InboundMessage, type Message, type OperationName,
  type Options, type ProviderId, type Request, type Scenario, startEmulator, UsageError,
} from "torpedo-sms";

const options: Options = { clock: "manual", scenario: "answer-lost" };
const scenario: Scenario = { scenario: "No credit", rules: [{ when: { operation: "send" }, then: [{ answer: "no-credit" }] }] };
/** A scenario file that keeps its own type: a mistake in a key is found where it stands. */
const late = {
  scenario: "Reports a day late, and twice",
  clock: { start: "2026-03-02T09:00:00-03:00", manual: true },
  accounts: { "sophia/main": { credits: 5, callbacks: { dlr: "http://127.0.0.1:4000/dlr" } } },
  rules: [
    { rule: "late", when: { operation: ["envio", "unitario"], nth: "every 3" }, then: [{ life: [{ delivered: "24h" }] }, { callbacks: { copies: 2 } }] },
    { rule: "lost", when: { text: "*42*" }, inTurn: [[{ fault: "lose-answer" }], [{ delay: "300ms" }]], limit: 5 },
  ],
  timeline: [{ at: "10m", do: [{ account: "sophia/main", credits: 100 }] }],
} satisfies Scenario;
const provider: ProviderId = "sophia";
const further: ProviderId = "of-my-own";
const operation: OperationName = "MPG_Send_SMS";
const filter: FilterInput<"messages"> = { provider, operation, text: /Oi/ };
const one = await startEmulator(options);
await one.scenario.put(late);
const shop = await one.sandbox("shop", { scenario, accounts: { "sophia/main": { credits: 5 } } });
const sent: readonly Message[] = await shop.messages(filter);
const inbound: readonly InboundMessage[] = await shop.inboundMessages({ provider: further });
const callbacks: readonly Callback[] = await shop.callbacks({ state: "delivered" });
const account: Account = await shop.accounts.get("sophia/main");
const request: Request = await shop.request(1);
await expect(shop).toHaveSent({ provider: "mensagem", to: "11999990001" }, { times: 1 });
const remote = await connectEmulator({ url: "http://127.0.0.1:8080" });
for await (const event of await remote.control.events()) void (event satisfies Event);
const test = plain.extend<TorpedoFixtures>(fixtures({ onFailure: "print" }));
test("one", async ({ sandbox }) => void (await sandbox.info()));
void [sent, inbound, callbacks, account, request, matchers, useTorpedo, useInNode, assertSent, UsageError];
`;
/** Helpers whose packages have types that are not ours to check. */
const helpers = `
import { expect as plain, test as base } from "@playwright/test";
import { fixtures, matchers, type TorpedoTestFixtures, type TorpedoWorkerFixtures } from "torpedo-sms/playwright";
import { TorpedoContainer } from "torpedo-sms/testcontainers";

const expect = plain.extend(matchers);
const test = base.extend<TorpedoTestFixtures, TorpedoWorkerFixtures>(fixtures({ sandbox: { clock: "manual" } }));
test("an order", async ({ torpedo, sandbox }) => {
  await expect(sandbox).toHaveSent({ to: "11999990001" }, { times: 1 });
  void torpedo.urls.smpp;
});
const container = await new TorpedoContainer("registry.example/torpedo-sms:0.2.0").withScenario("answer-lost").start();
const address: string = container.urls.mensagem;
await (await container.connect()).messages({ text: address });
`;
/** A mistake in each line but the first two: completions and checks are types, not \`any\`. */
const wrong = [
  'import { startEmulator } from "torpedo-sms";',
  "const emulator = await startEmulator();",
  "await emulator.messages({ provder: 'sophia' });",
  "await emulator.messages({ status: 'deliverd' });",
  "await emulator.scenario.put({ scenario: 'x', rules: [{ then: [{ anser: 'no-credit' }] }] });",
  "await startEmulator({ clok: 'manual' });",
];

describe("a strict project", () => {
  beforeAll(() => {
    const installed = join(folder, "node_modules/torpedo-sms");
    mkdirSync(installed, { recursive: true });
    cpSync(join(root, "package.json"), join(installed, "package.json"));
    const tsc = ["-p", join(root, "tsconfig.build.json"), "--outDir", join(installed, "dist")];
    execFileSync(process.execPath, [compilers["7"], ...tsc], { stdio: "inherit" });
    for (const name of ["vitest", "expect", "zod", "@types", "@playwright", "testcontainers"])
      symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "use.ts"), use);
    writeFileSync(join(folder, "helpers.ts"), helpers);
    writeFileSync(join(folder, "wrong.ts"), wrong.join("\n"));
  }, 300_000);

  it("has types that find its mistakes", () => {
    const lines = [...compile(compilers["7"], ["wrong.ts"]).matchAll(/^wrong\.ts\((\d+),/gm)].map(([, line]) =>
      Number(line),
    );
    expect([...new Set(lines)]).toEqual([3, 4, 5, 6]);
  });

  it("has types of the helpers for Playwright and Testcontainers", () => {
    expect(compile(compilers["7"], ["helpers.ts"], ["--module", "nodenext", "--skipLibCheck"])).toBe("");
    writeFileSync(join(folder, "unready.ts"), helpers.replace("container.urls.mensagem", "container.urls.soap"));
    const unready = compile(compilers["7"], ["unready.ts"], ["--module", "nodenext", "--skipLibCheck"]);
    expect(unready).toContain("Property 'soap' does not exist");
  });

  it.each([
    ["node16", "node16"],
    ["esnext", "bundler"],
  ])("has them by the module system %s and the resolution %s", (module, resolution) => {
    const modules = ["--module", module, "--moduleResolution", resolution];
    expect(compile(compilers["7"], ["use.ts"], modules)).toBe("");
    expect(compile(compilers["7"], ["wrong.ts"], modules)).toContain("wrong.ts(3,");
  });

  it("gets types of the OpenAPI document by openapi-typescript, and compiles strictly", async () => {
    await using emulator = await startEmulator();
    const document = await (await fetch(`${emulator.urls.http}/torpedo/v1/openapi.json`)).text();
    const program = join(root, "test/consumers/typescript-5.9/node_modules/openapi-typescript/bin/cli.js");
    writeFileSync(join(folder, "openapi.json"), document);
    execFileSync(process.execPath, [program, "openapi.json", "-o", "api.ts"], {
      cwd: folder,
      env: cleanEnvironment(),
      stdio: "pipe",
    });
    const client = [
      'import type { components, paths } from "./api.js";',
      'type Messages = paths["/sandboxes/{sandbox}/messages"]["get"]["responses"][200]["content"]["application/json"];',
      'export const first = (all: Messages): components["schemas"]["Message"] | undefined => all[0];',
      "export const text = (all: Messages): string | undefined => all[0]?.text;",
    ];
    writeFileSync(join(folder, "client.ts"), client.join("\n"));
    for (const [version, tsc] of Object.entries(compilers))
      expect(compile(tsc, ["use.ts", "client.ts"]), `TypeScript ${version}`).toBe("");
  }, 600_000);
});
