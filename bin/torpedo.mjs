#!/usr/bin/env node
// The launcher: finds a Node.js that is new enough and runs dist/cli.js of a package, or src/cli.ts of a checkout.
// Plain JavaScript, so that an old Node.js can read this file.

import { existsSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const oldest = [22, 19];
const launcher = fileURLToPath(import.meta.url);
const root = dirname(dirname(launcher));
/** Variable of the process that runs on the private Node.js: process id of the launcher. */
const launchedBy = "TORPEDO_LAUNCHED_BY";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) await runOnPrivateNode();
else await run();

async function run() {
  module.enableCompileCache?.();
  const source = join(root, "src", "cli.ts");
  const cli = existsSync(source) ? source : join(root, "dist", "cli.js");
  if (!existsSync(cli)) fail(`${cli} is missing: the package was packed without being built; npm run pack does both.`);
  const parent = Number(process.env[launchedBy]) === process.ppid ? process.ppid : null;
  try {
    const { main } = await import(pathToFileURL(cli).href);
    await main(process.argv.slice(2), parent);
  } catch (error) {
    if (error?.code !== "ERR_MODULE_NOT_FOUND" || !/^Cannot find package/.test(error.message)) throw error;
    fail(`${error.message.split(" imported from ")[0].toLowerCase()}; run npm ci in ${root}.`);
  }
}

async function runOnPrivateNode() {
  const { spawn } = await import("node:child_process");
  const platform = process.platform === "win32" ? "win" : process.platform;
  const program = process.platform === "win32" ? "node.exe" : "node";
  const node = [join(root, "node_modules"), join(root, "tools/node-runtime/node_modules"), dirname(root)]
    .map((folder) => join(folder, `node-${platform}-${process.arch}`, "bin", program))
    .find((file) => existsSync(file));
  if (node === undefined || process.env[launchedBy] !== undefined) {
    const found = `this is Node.js ${process.versions.node}, and torpedo needs ${oldest.join(".")} or newer`;
    const remedy = existsSync(join(root, "tools/node-runtime"))
      ? "run npm ci here, which brings one along, or install a newer Node.js"
      : "install a newer Node.js";
    fail(`${found}; ${remedy}.`);
  }
  const env = { ...process.env, [launchedBy]: String(process.pid) };
  const child = spawn(node, [launcher, ...process.argv.slice(2)], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    fail(`the private Node.js cannot be run (${error.message}); install Node.js ${oldest.join(".")}.`),
  );
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function fail(sentence) {
  process.stderr.write(`torpedo: ${sentence}\n`);
  process.exit(2);
}
