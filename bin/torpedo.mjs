#!/usr/bin/env node
// The launcher. Plain JavaScript that an old Node can read: it hands over to the project's private Node, or says what is
// missing; then it runs dist/cli.js in a package, and src/cli.ts or the bundle of it in a checkout. What belongs to the process (signals, the
// parent, the compile cache, the time-out of a stop) is done here, so that src needs no clock of its own for it.

// Nothing is imported up here: Node reads all exports of what is, which takes as long as a third of an empty Node's start.

const oldest = [22, 19];

/** Set for the child when this launcher handed over to the private Node. */
const handedOver = "TORPEDO_HANDED_OVER";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) await handOver();
else await run();

async function handOver() {
  const { spawn } = await import("node:child_process");
  const { existsSync } = await import("node:fs");
  const { dirname, join } = await import("node:path");
  const { fileURLToPath } = await import("node:url");
  const launcher = fileURLToPath(import.meta.url);
  const root = dirname(dirname(launcher));
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const program = process.platform === "win32" ? "node.exe" : "node";
  const node = [join(root, "node_modules"), join(root, "tools/node-runtime/node_modules"), dirname(root)]
    .map((folder) => join(folder, name, "bin", program))
    .find((file) => existsSync(file));
  if (node === undefined || process.env[handedOver]) {
    const found = `this is Node.js ${process.versions.node}, and torpedo needs ${oldest.join(".")} or newer`;
    const remedy = existsSync(join(root, "tools/node-runtime"))
      ? "run npm ci here, which brings one along, or install a newer Node.js"
      : "install a newer Node.js";
    fail(`${found}; ${remedy}.`);
  }
  const child = spawn(node, [launcher, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, [handedOver]: "1" },
  });
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

async function run() {
  const { enableCompileCache, flushCompileCache } = process.getBuiltinModule("node:module");
  const { existsSync } = process.getBuiltinModule("node:fs");
  const { dirname, join } = process.getBuiltinModule("node:path");
  const { pathToFileURL } = process.getBuiltinModule("node:url");
  const root = dirname(import.meta.dirname);
  enableCompileCache();
  await import("./heap.mjs");
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  // Node asks of each address to listen on whether it is one of IPv6, by an expression that takes longer to optimize than
  // all doors to open.
  setFlagsFromString("--no-regexp-optimization");
  // A reader that closes the pipe (`torpedo start | head -1`) is no reason to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const source = join(root, "src", "cli.ts");
  const checkout = existsSync(source) ? await import("./checkout.mjs") : null;
  const bundle = checkout?.bundleOf(root);
  const cli = bundle ?? (checkout === null ? join(root, "dist", "cli.js") : source);
  if (!existsSync(cli)) fail(`${cli} is missing: the package was packed without being built; npm run pack does both.`);
  try {
    const { main } = await import(pathToFileURL(cli).href);
    const code = await main(process.argv.slice(2), {
      ready() {
        setFlagsFromString("--regexp-optimization");
        setImmediate(() => flushCompileCache());
        if (bundle === null) checkout.bundleSoon(root);
      },
      onStop,
    });
    // What failed ends, whatever it left open; what listens goes on.
    if (code > 0) process.exit(code);
  } catch (error) {
    if (error?.code !== "ERR_MODULE_NOT_FOUND" || !/^Cannot find package/.test(error.message)) throw error;
    fail(`${error.message.split(" imported from ")[0].toLowerCase()}; run npm ci in ${root}.`);
  }
}

/**
 * Calls `stop` on the first SIGINT, SIGTERM or SIGHUP, or when the parent that keeps us is gone, and ends the process
 * with the code it resolves to. A second signal ends it at once: a terminal and npm both pass on the same Ctrl-C, so
 * that what comes within a moment is the first one again.
 */
function onStop(stop) {
  let first = 0;
  const asked = () => {
    if (first > 0) {
      if (performance.now() - first > 300) process.exit(1);
      return;
    }
    first = performance.now();
    setTimeout(() => process.exit(1), 1900);
    stop().then(
      (code) => process.exit(code),
      (error) => {
        process.stderr.write(`torpedo: ${error?.stack ?? error}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, asked);
  // npm under SIGTERM, and a launcher under SIGKILL, leave their child behind.
  if (process.env.npm_lifecycle_event !== "start" && !process.env[handedOver]) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && first === 0) asked();
  }, 250).unref();
}

function fail(sentence) {
  process.stderr.write(`torpedo: ${sentence}\n`);
  process.exit(2);
}
