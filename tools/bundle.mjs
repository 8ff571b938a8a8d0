// Bundles src into dist/cli.js, what package.json exports, and in dist/chunks the parts that they share or load late: a tenth
// of the files to find and read at each start. Packages stay outside, as package.json names them.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const exported = Object.values(exports).flatMap((one) => /^\.\/dist\/(.*)\.js$/.exec(one.default ?? "")?.[1] ?? []);
const entries = ["cli", ...exported];

/** Node's own modules by `getBuiltinModule`: an `import` of one reads all of its exports, lazy ones included. */
const builtins = {
  name: "node-builtins",
  renderChunk: (code) =>
    code.replace(/^import (\{[^}]*\}|[\w$]+) from "(node:[\w/]+)";$/gm, (_, names, id) => {
      return `const ${names.replaceAll(" as ", ": ")} = process.getBuiltinModule("${id}");`;
    }),
};

/** The commands are small and load late; that which starts the emulator stays apart from those that talk to one. */
const early = "start|health|program|commands|flags|host|explain|printable|terminal|ask|welcome|try-commands";
const heavy = "send-http|send-smpp|doctor|port-owner|scenario-files";
const commands = {
  name: "commands",
  test: new RegExp(`[\\\\/]src[\\\\/]cli[\\\\/](?!(?:commands[\\\\/](?:start|health)|${early}|${heavy})\\.ts)`),
};

await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  plugins: [builtins],
  ssr: { external: true },
  build: {
    ssr: true,
    outDir: join(root, "dist"),
    emptyOutDir: false,
    target: "es2024",
    minify: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((name) => [name, join(root, `src/${name}.ts`)])),
      // Files beside the package are found from a chunk two folders up, as from a file of src.
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        codeSplitting: { includeDependenciesRecursively: false, groups: [commands] },
      },
    },
  },
});
