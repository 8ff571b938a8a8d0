// The oldest Node.js that package.json names runs the commands and the library.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cleanEnvironment } from "../support/torpedo-process.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const modules = "test/consumers/node-22/node_modules";
const runtime = `${modules}/node-${process.platform}-${process.arch}`;
function run(...args: readonly string[]): { readonly stdout: string; readonly stderr: string } {
  const program = join(root, runtime, "bin/node");
  return spawnSync(program, args, { cwd: root, env: cleanEnvironment(), encoding: "utf8", timeout: 200_000 });
}

const library = `
import { startEmulator, UsageError } from "./src/index.ts";
const emulator = await startEmulator({ httpPort: 0, mensagemPort: 0, smppPort: 0, data: ":memory:" });
await fetch(emulator.urls.mensagem + "/sms/send?u=126b114c&n=11999990001&m=Oi");
const [message] = await emulator.messages();
await emulator.stop();
const refused = await startEmulator({ clok: 1 }).catch((error) => error);
console.log(message?.text, refused instanceof UsageError);
`;
const client = `const { TORPEDO_MENSAGEM_URL: url, TORPEDO_MENSAGEM_USER: user } = process.env;
await fetch(url + "/sms/send?u=" + user + "&n=11999990001&m=Oi")`;

describe.runIf(existsSync(join(root, runtime)))("the oldest Node.js that is supported", () => {
  it("is the one of package.json and of the launcher", () => {
    const { version }: { readonly version: string } = JSON.parse(read(`${runtime}/package.json`));
    const [major, minor] = version.replace(/^v/, "").split(".");
    expect(JSON.parse(read("package.json")).engines.node).toBe(`>=${major}.${minor}`);
    expect(read("bin/torpedo.mjs")).toContain(`const oldest = [${major}, ${minor}];`);
  });

  it("runs the library", () => {
    expect(run("--input-type=module", "-e", library)).toMatchObject({ stdout: "Oi true\n", stderr: "" });
  });

  it("runs a command with an emulator of its own", () => {
    const { stderr } = run("bin/torpedo.mjs", "run", "--", process.execPath, "--input-type=module", "-e", client);
    expect(stderr).toContain("has 1 request, 1 message");
  });
});
