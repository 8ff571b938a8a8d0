// Bundles src into dist/cli.js, what package.json exports, and in dist/chunks the parts that they share or load late: a tenth
// of the files to find and read at each start. Packages stay outside, as package.json names them, all but one.

import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";
import { cacheOf, recordOf, sources } from "../bin/checkout.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The program alone, for the launcher of this checkout (bin/checkout.mjs), instead of dist/. */
const checkout = process.argv[2] === "--checkout";
const place = checkout ? join(cacheOf(root), `${Date.now()}-${process.pid}`) : join(root, "dist");
const begun = checkout ? sources(root) : "";
const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const exported = Object.values(exports).flatMap((one) => /^\.\/dist\/(.*)\.js$/.exec(one.default ?? "")?.[1] ?? []);
const entries = checkout ? ["cli"] : ["cli", ...exported];

/** Goes in, with its licence beside it: what it imports of Node's own modules, all of whose exports Node would then read. */
const bundled = ["commander"];

/** Node's own modules by `getBuiltinModule`: an `import` of one reads all of its exports, lazy ones included. */
const builtins = {
  name: "node-builtins",
  renderChunk(code) {
    const late = (id) => `process.getBuiltinModule("${id}");`;
    const named = (names) => names.replaceAll(" as ", ": ");
    return code
      .replace(/^import ([\w$]+), (\{[^}]*\}) from "(node:[\w/]+)";$/gm, (_, whole, names, id) => {
        return `const ${whole} = ${late(id)}\nconst ${named(names)} = ${whole};`;
      })
      .replace(
        /^import (\{[^}]*\}|[\w$]+) from "(node:[\w/]+)";$/gm,
        (_, names, id) => `const ${named(names)} = ${late(id)}`,
      );
  },
  generateBundle(_, files) {
    for (const { fileName, code } of Object.values(files)) {
      const left = /^import .* from "node:.*$/m.exec(code ?? "");
      if (left !== null) throw new Error(`${fileName}: ${left[0]} is still there`);
    }
  },
};

/** Commander needs node:child_process for commands that are programs of their own, of which there are none. */
const spare = {
  name: "spare-child-process",
  enforce: "pre",
  resolveId: (id, from) => (id === "node:child_process" && /\/commander\//.test(from ?? "") ? "\0no-programs" : null),
  load: (id) => (id === "\0no-programs" ? "export default {};" : null),
};

/** The commands are small and load late; that which starts the emulator stays apart from those that talk to one. */
const early = "start|health|program|commands|flags|host|explain|printable|terminal|ask|welcome|try-commands";
const heavy = "start|send-http|send-smpp|doctor|port-owner|scenario-files";
const commands = {
  name: "commands",
  test: new RegExp(`[\\\\/]src[\\\\/]cli[\\\\/](?!(?:commands[\\\\/](?:start|health)|${early}|${heavy})\\.ts)`),
};

/**
 * What `torpedo start` loads whatever it is asked, in two files, since each file more costs as much as ten kilobytes: the
 * server, and what it shares with commands and clients that talk to one.
 */
const closures = { server: new Set(), shared: new Set() };
const starting = {
  name: "starting",
  buildEnd() {
    const closure = (...names) => {
      const wanted = names.map((name) => join(root, `src/${name}.ts`));
      for (const id of wanted)
        wanted.push(...(this.getModuleInfo(id)?.importedIds ?? []).filter((one) => !wanted.includes(one)));
      return new Set(wanted);
    };
    const talking = readdirSync(join(root, "src/cli"), { recursive: true, encoding: "utf8" })
      .map((name) => /^(.*)\.ts$/.exec(name.replaceAll("\\", "/"))?.[1])
      .filter((name) => name !== undefined && !new RegExp(`^(?:commands/start|${heavy})$`).test(name));
    const clients = closure(...exported.filter((name) => name !== "index"), ...talking.map((name) => `cli/${name}`));
    const program = closure("cli/program", "cli/commands/start", "cli/commands/health");
    const server = closure("cli/start", "emulator");
    closures.server = server.difference(clients);
    closures.shared = clients.intersection(program.union(server));
  },
};
const started = Object.keys(closures).map((name) => ({ name, test: (id) => closures[name].has(id) }));

/** Letters beyond ASCII as escapes: a text of one byte a letter is read several times faster. */
const ascii = {
  name: "ascii",
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type === "chunk")
        file.code = file.code.replace(
          /[^\0-\x7f]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
    }
  },
};

/** Files beside the package are found from where the chunk of a package would lie. */
const elsewhere = {
  name: "elsewhere",
  renderChunk: (code, chunk) =>
    code.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(join(root, "dist", chunk.fileName)).href)),
};

await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  plugins: [spare, starting, builtins, ...(checkout ? [elsewhere] : []), ascii],
  ssr: { external: true, noExternal: bundled },
  build: {
    ssr: true,
    outDir: place,
    emptyOutDir: false,
    target: "es2024",
    minify: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((name) => [name, join(root, `src/${name}.ts`)])),
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        codeSplitting: { includeDependenciesRecursively: false, groups: [...started, commands] },
        comments: false,
      },
    },
  },
});

if (checkout) publish();
else {
  mkdirSync(join(place, "licenses"), { recursive: true });
  for (const name of bundled)
    copyFileSync(join(root, "node_modules", name, "LICENSE"), join(place, "licenses", `${name}.txt`));
}

/** The launcher takes the bundle from now on. Older ones may belong to programs that still run: ten are kept. */
function publish() {
  const cache = cacheOf(root);
  const draft = join(place, "bundle.txt");
  writeFileSync(draft, `${basename(place)}\n${begun}`);
  renameSync(draft, recordOf(root));
  const older = readdirSync(cache, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ folder: join(cache, name), at: statSync(join(cache, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { folder } of older.slice(10)) rmSync(folder, { recursive: true, force: true });
}
