import { join } from "node:path";
import { Argument } from "commander";
import { exportFormats } from "../../api/export/export.ts";
import { UsageError } from "../../core/usage-error.ts";
import { action, connectsTo, type Define, examples, type Flags, isOn, textOf } from "../flags.ts";
import { exit } from "../host.ts";
import { inertJson, jsonText } from "../printable.ts";
import type { Terminal } from "../terminal.ts";
import { withEmulator } from "../with-emulator.ts";
import { writeParts } from "../write-parts.ts";

export const define: Define = (command, run) => {
  const format = new Argument("[FORMAT]", "JSON Lines (all of it), HAR (HTTP) or pcapng (SMPP, for Wireshark)");
  connectsTo(command.addArgument(format.choices(exportFormats).default("jsonl")))
    .option("--out <FILE>", "default: stdout")
    .option("--times", "JSON Lines with real times, which differ in each run; torpedo conduct --from reads them")
    .option("--all", "every sandbox, each as NAME.FORMAT in the folder --out; default: this one");
  examples(
    command,
    "torpedo export > journal.jsonl",
    "torpedo export har --out journal.har",
    "torpedo export pcapng --out smpp.pcapng",
    "torpedo export --all --out .",
  );
  action(command, run, ({ terminal }, flags, [word]) => {
    const chosen = exportFormats.find((candidate) => candidate === word) ?? "jsonl";
    const out = textOf(flags, "out");
    if (chosen === "pcapng" && out === undefined && !isOn(flags, "all") && terminal.columns !== null) {
      const remedy = "name a file with --out, or send it on with > or |";
      throw new UsageError({ where: "export pcapng", problem: "is not for a terminal", remedy });
    }
    if (isOn(flags, "all")) return exportAll(terminal, flags, chosen, out ?? ".");
    return withEmulator(flags, async ({ sandbox }) => {
      const { parts, mediaType } = await sandbox.export(chosen, { times: isOn(flags, "times") });
      if (out === undefined) {
        const text = new TextDecoder();
        for await (const part of parts)
          terminal.out(terminal.columns === null ? part : inertJson(text.decode(part, { stream: true })));
        return exit.done;
      }
      const bytes = await writeParts(out, parts);
      say(terminal, flags, { file: out, bytes, mediaType });
      return exit.done;
    });
  });
};

function exportAll(
  terminal: Terminal,
  flags: Flags,
  format: (typeof exportFormats)[number],
  folder: string,
): Promise<number> {
  return withEmulator(flags, async ({ emulator, control }) => {
    for (const { name } of await control.sandboxes.list()) {
      const { parts, mediaType, fileName } = await emulator
        .existing(name)
        .export(format, { times: isOn(flags, "times") });
      const file = join(folder, fileName);
      say(terminal, flags, { file, bytes: await writeParts(file, parts), mediaType });
    }
    return exit.done;
  });
}

function say(terminal: Terminal, flags: Flags, written: { file: string; bytes: number; mediaType: string }): void {
  const { file, bytes } = written;
  terminal.out(isOn(flags, "json") ? `${jsonText(written)}\n` : `${file}: ${bytes} bytes.\n`);
}
