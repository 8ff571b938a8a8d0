// An operation is one entry: defined here, it is found in the OpenAPI document, in process, remotely and on the command line.

import { afterEach, expect, it } from "vitest";
import * as z from "zod";
import { clientOf, handleOf } from "../../src/api/client.ts";
import { createGuard } from "../../src/api/http/guard.ts";
import { openApi } from "../../src/api/http/openapi.ts";
import { operationRoutes } from "../../src/api/http/operations.ts";
import { controlRouter } from "../../src/api/http/router.ts";
import { inProcess } from "../../src/api/in-process.ts";
import { value } from "../../src/api/operations/entries.ts";
import { apiBase } from "../../src/api/request-of.ts";
import { strict, textFilter } from "../../src/api/schema/common.ts";
import { table } from "../../src/api/table.ts";
import { addOperations } from "../../src/cli/operations.ts";
import { createProgram } from "../../src/cli/program.ts";
import { createRemote } from "../../src/client/remote.ts";
import { runEmulator } from "../../src/emulator.ts";
import { connectEmulator, UsageError } from "../../src/index.ts";
import { providers } from "../../src/providers/index.ts";
import { testListener } from "../protocols/http/listeners.ts";
import { privately } from "../support/private-ports.ts";
import { later, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const spell = value("POST /sandboxes/{sandbox}/spell", {
  summary: "Spells a word",
  input: strict({
    word: z.string().min(1).meta({ description: "Word to spell" }),
    times: z.int().min(1).default(1).meta({ description: "How often" }),
    as: textFilter.exactOptional().meta({ description: "Letters that count" }),
  }),
  output: z.object({ sandbox: z.string(), letters: z.array(z.string()) }).meta({ id: "Spelling" }),
  example: "Oi --times 2",
  run: (api, { sandbox, word, times }) => ({
    sandbox: api.sandbox(sandbox).name,
    letters: [...word.repeat(times)],
  }),
});
const extended = { ...table, sandbox: { ...table.sandbox, spell } };

async function served() {
  const emulator = await runEmulator({ ...privately(providers), data: ":memory:", logLevel: "error" });
  later(() => emulator.stop());
  const router = controlRouter({
    guard: createGuard({ token: null, allowedHosts: [] }),
    load: async (carry) => operationRoutes(extended, emulator.api, carry),
    obstacle: async () => null,
    turns: emulator.api.turns,
  });
  const { url } = await testListener({ routers: [router] });
  return { api: emulator.api, url };
}

it("has its path, input and output in the OpenAPI document", () => {
  const { paths, components } = JSON.parse(JSON.stringify(openApi(extended, "1", apiBase)));
  expect(paths["/sandboxes/{sandbox}/spell"].post).toMatchObject({
    operationId: "sandboxSpell",
    summary: "Spells a word",
    requestBody: { content: { "application/json": { schema: { required: ["word"] } } } },
    responses: { 200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Spelling" } } } } },
  });
  expect(components.schemas.Spelling).toMatchObject({ required: ["sandbox", "letters"] });
});

it("is a method in process and remotely, with the same answer and the same refusals", async () => {
  const { api, url } = await served();
  const remote = createRemote({ url });
  later(() => remote.stop());
  for (const carry of [inProcess(api), remote.carry]) {
    const sandbox = handleOf(extended.sandbox, carry, { sandbox: "default" });
    expect(await sandbox.spell({ word: "Oi", times: 2 })).toEqual({ sandbox: "default", letters: [..."OiOi"] });
    expect(await clientOf(extended, carry).sandbox.spell({ sandbox: "default", word: "a" })).toEqual({
      sandbox: "default",
      letters: ["a"],
    });
    const refused = sandbox.spell(Object.assign({ word: "a" }, { tims: 2 }));
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow("tims: is not known; write times.");
    await expect(handleOf(extended.sandbox, carry, { sandbox: "none" }).spell({ word: "a" })).rejects.toThrow("none");
  }
  const other = await connectEmulator({ url });
  later(() => other.stop());
  expect(await other.carry(spell, { sandbox: "default", word: "x" }, AbortSignal.timeout(60_000))).toMatchObject({
    letters: ["x"],
  });
});

it("is a command with its arguments, flags, help and JSON", async () => {
  const { url } = await served();
  let out = "";
  const terminal = {
    columns: null,
    out(text: string | Uint8Array) {
      out += String(text);
    },
    err: () => {},
    read: async () => "",
    onClosed() {},
  };
  const program = await createProgram(async () => {}, { args: ["start"] });
  addOperations(
    program,
    async (work) => {
      const registry = async () => providers;
      await work({ host: { onStop() {} }, terminal, args: [], registry, program: async () => program });
    },
    { sandbox: { spell } },
  );
  const help = program.commands.find((command) => command.name() === "spell")?.helpInformation() ?? "";
  expect(help).toMatch(/spell \[options\] <word>.*Spells a word.*--times <TIMES>\s+how often.*--as-contains/s);
  await program.parseAsync(["spell", "Oi", "--times", "2", "--url", url, "--json"], { from: "user" });
  expect(JSON.parse(out)).toEqual({ sandbox: "default", letters: [..."OiOi"] });
});
