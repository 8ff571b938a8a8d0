import { writeFileSync } from "node:fs";
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
      const { base64, mediaType } = await desk.export(chosen);
      const bytes = Buffer.from(base64, "base64");
      if (out === undefined) {
        terminal.out(terminal.columns === null ? bytes : inertJson(bytes.toString("utf8")));
        return exit.done;
      }
      write(out, bytes);
      const told = { file: out, bytes: bytes.length, mediaType };
      terminal.out(isOn(flags, "json") ? `${jsonText(told)}\n` : `${out}: ${bytes.length} bytes.\n`);
      return exit.done;
    });
  });
};

function write(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    const problem = `cannot be written (${error instanceof Error ? error.message : String(error)})`;
    throw new UsageError({ where: file, problem, remedy: "name a file in a folder that is there and may be written" });
  }
}
