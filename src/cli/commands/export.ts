import { open } from "node:fs/promises";
import { Argument } from "commander";
import { exportFormats } from "../../control/desk-type.ts";
import { UsageError } from "../../core/usage-error.ts";
import { type Define, does, examples, isOn, talks, textOf } from "../flags.ts";
import { exit } from "../host.ts";
import { inertJson, jsonText } from "../printable.ts";
import { far } from "../remote.ts";

export const define: Define = (command, run) => {
  const format = new Argument("[FORMAT]", "JSON Lines (all of it), HAR (HTTP) or pcapng (SMPP, for Wireshark)");
  talks(command.addArgument(format.choices(exportFormats).default("jsonl"))).option("--out <FILE>", "default: stdout");
  examples(
    command,
    "torpedo export > journal.jsonl",
    "torpedo export har --out journal.har",
    "torpedo export pcapng --out smpp.pcapng",
  );
  does(command, run, ({ terminal }, flags, [word]) => {
    const chosen = exportFormats.find((one) => one === word) ?? "jsonl";
    const out = textOf(flags, "out");
    if (chosen === "pcapng" && out === undefined && terminal.columns !== null) {
      const remedy = "name a file with --out, or send it on with > or |";
      throw new UsageError({ where: "export pcapng", problem: "is not for a terminal", remedy });
    }
    return far(flags, async ({ desk }) => {
      const { parts, mediaType } = await desk.exportParts(chosen);
      if (out === undefined) {
        const text = new TextDecoder();
        for await (const part of parts)
          terminal.out(terminal.columns === null ? part : inertJson(text.decode(part, { stream: true })));
        return exit.done;
      }
      const bytes = await write(out, parts);
      const told = { file: out, bytes, mediaType };
      terminal.out(isOn(flags, "json") ? `${jsonText(told)}\n` : `${out}: ${bytes} bytes.\n`);
      return exit.done;
    });
  });
};

/** @returns how many bytes it has */
async function write(file: string, parts: AsyncIterable<Uint8Array>): Promise<number> {
  const refused = (error: unknown): never => {
    const problem = `cannot be written (${error instanceof Error ? error.message : String(error)})`;
    throw new UsageError({ where: file, problem, remedy: "name a file in a folder that is there and may be written" });
  };
  const handle = await open(file, "w").catch(refused);
  let bytes = 0;
  try {
    for await (const part of parts) {
      await handle.writeFile(part).catch(refused);
      bytes += part.length;
    }
  } finally {
    await handle.close();
  }
  return bytes;
}
