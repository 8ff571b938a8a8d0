// A checkout starts from a bundle of its sources when there is one of exactly these: in half the time. It is made beside a
// program that has been up for a while, by a process of its own, and lies below node_modules/.cache. TORPEDO_BUNDLE=off, or
// arguments for Node itself (a debugger's), start from the sources.

const { existsSync, readFileSync, readdirSync, statSync } = process.getBuiltinModule("node:fs");
const { join } = process.getBuiltinModule("node:path");

/** Milliseconds a program is up before it is bundled: tests and one-off commands are gone by then. */
const patience = 5_000;

export const cacheOf = (root) => join(root, "node_modules", ".cache", "torpedo");
/** The folder of the bundle, a line, and then what it was made of. */
export const recordOf = (root) => join(cacheOf(root), "bundle.txt");

const builderOf = (root) => join(root, "tools", "bundle.mjs");

/** Everything that goes into the bundle, a line each: its path, its bytes and when it was changed. The page is no part of it. */
export function sources(root) {
  const lines = [];
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    lines.push(`${path} ${size} ${mtimeMs}`);
  };
  // Folder by folder: that takes Node a tenth of the time of asking for all at once.
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) add(path);
      else if (path !== "src/inbox/page") walk(path);
    }
  };
  for (const file of ["package.json", "package-lock.json", "tools/bundle.mjs"]) add(file);
  walk("src");
  return lines.sort().join("\n");
}

/** The program to start in a checkout: its bundle, or null when there is none of these sources or none is wanted. */
export function bundleOf(root) {
  if (process.env.TORPEDO_BUNDLE === "off" || process.execArgv.length > 0) return null;
  try {
    const [folder = "", ...made] = readFileSync(recordOf(root), "utf8").split("\n");
    const program = join(cacheOf(root), folder, "cli.js");
    return made.join("\n") === sources(root) && existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** Has the bundle made, if nothing else happens before. What goes wrong then leaves the sources to start from. */
export function bundleSoon(root) {
  if (process.env.TORPEDO_BUNDLE === "off" || process.execArgv.length > 0 || !existsSync(builderOf(root))) return;
  setTimeout(() => {
    const { spawn } = process.getBuiltinModule("node:child_process");
    const builder = spawn(process.execPath, [builderOf(root), "--checkout"], { cwd: root, stdio: "ignore" });
    builder.on("error", () => {});
    builder.unref();
  }, patience).unref();
}
