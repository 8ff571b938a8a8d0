// The first five minutes of the README as a new user has them: the package in an empty project, the README's own commands,
// and the seconds of each step.

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { afterEach, expect, it } from "vitest";
import { connectEmulator } from "../../../src/client/index.ts";
import { type Block, blocksOf, consoleOf, fileNameOf, shellIn } from "../../support/docs/reader.ts";
import { allowed } from "../../support/endurance/amount.ts";
import { emptyProject, packIn } from "../../support/packed.ts";
import { later, scratch, undoAll } from "../../support/sandboxed.ts";
import { cleanEnvironment } from "../../support/torpedo-process.ts";

afterEach(undoAll);

const root = join(import.meta.dirname, "../../..");
const [, section = ""] = readFileSync(join(root, "README.md"), "utf8").split("## The first five minutes\n");
const blocks = blocksOf(section.split("\n## ")[0] ?? "");
const fiveMinutes = 300_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Commands of a block, each with the output that the page shows; null: it shows none. */
function commandsOf({ language, text }: Block): { command: string; output: RegExp | null }[] {
  if (language === "console") return consoleOf(text);
  const lines = language === "sh" ? text.trimEnd().split("\n") : [];
  return lines.map((command) => ({ command, output: null }));
}

it("the README leads to a mistake of a program within five minutes", { timeout: 900_000 }, async () => {
  const folder = scratch();
  const { tarball } = packIn(folder);
  const project = join(folder, "project");
  emptyProject(project);
  const bin = join(folder, "bin");
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "node"));
  const [http, mensagem, smpp] = [await freePort(), await freePort(), await freePort()];
  const ports = { TORPEDO_HTTP_PORT: `${http}`, TORPEDO_MENSAGEM_PORT: `${mensagem}`, TORPEDO_SMPP_PORT: `${smpp}` };
  const env = cleanEnvironment({ ...ports, PATH: `${bin}:${process.env["PATH"]}` });
  const shell = shellIn(project, env, { keeps: true, timeout: 300_000 });
  later(() => shell.run("npx torpedo-sms stop"));

  /** Proofs of a step beside its output, by a word of its command. */
  const seen: Readonly<Record<string, () => Promise<void>>> = {
    async "start --demo"() {
      const url = `http://127.0.0.1:${http}`;
      expect(section).toContain("http://127.0.0.1:8080");
      expect(await (await fetch(url)).text()).toContain("<title>Torpedo</title>");
      const emulator = await connectEmulator({ url });
      later(() => emulator.stop());
      expect(await emulator.messages()).toHaveLength(10);
    },
    async "node order.mjs"() {
      const emulator = await connectEmulator({ url: `http://127.0.0.1:${http}` });
      later(() => emulator.stop());
      expect(await emulator.messages({ text: "Pedido 7" })).toHaveLength(1);
    },
  };

  const steps: { readonly command: string; readonly ms: number }[] = [];
  for (const block of blocks) {
    const name = fileNameOf(block);
    if (name !== undefined) writeFileSync(join(project, name), block.text);
    for (const { command, output } of commandsOf(block)) {
      const began = performance.now();
      const printed = await shell.run(command.replace(/(?<=npm install .*)torpedo-sms$/, `'${tarball}'`));
      steps.push({ command, ms: performance.now() - began });
      if (output !== null) expect(printed, command).toMatch(output);
      for (const [part, proof] of Object.entries(seen)) if (command.includes(part)) await proof();
    }
  }
  process.stderr.write(
    steps.map(({ command, ms }) => `${(ms / 1_000).toFixed(1).padStart(6)} s  ${command}\n`).join(""),
  );
  expect(steps.length).toBeGreaterThan(8);
  expect(steps.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(allowed(fiveMinutes));
});
