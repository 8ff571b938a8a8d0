// A reader of a page, who runs its commands in a folder of their own and compares what they print.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** Blocks of code in their order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({ language, text }));
}

/** Commands of a console block, each with a pattern of its output: `…` stands for anything. */
export function consoleOf(text: string): { command: string; output: RegExp }[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = "", ...lines] = part.trimEnd().split("\n");
      const escaped = lines.join("\n").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return { command, output: new RegExp(`^${escaped.replaceAll("…\n", "[^]*?").replaceAll("…", "[^]*?")}\\s*$`) };
    });
}

/** Name in the first line of a block that is a file. */
export function fileNameOf({ text }: Block): string | undefined {
  return /^(?:<\?php )?(?:\/\/|#) (\S+\.\w+)$/.exec(text.slice(0, text.indexOf("\n")))?.[1];
}

export interface Shell {
  readonly folder: string;
  /** Runs a line. @returns its output; a page shows failures too */
  run(line: string): Promise<string>;
}

/** @param keeps true: variables that a line exports are there for the next one */
export function shellIn(folder: string, env: NodeJS.ProcessEnv, { keeps = false, timeout = 120_000 } = {}): Shell {
  const exports = join(folder, ".exports");
  const before = keeps ? `touch '${exports}'; . '${exports}'; trap 'export -p > "${exports}"' EXIT; ` : "";
  return {
    folder,
    async run(line) {
      const ended = promisify(execFile)("bash", ["-c", `exec 2>&1; ${before}${line}`], { cwd: folder, env, timeout });
      return ended.then(
        ({ stdout }) => stdout.replaceAll("\r", ""),
        ({ stdout }: { stdout: string }) => stdout.replaceAll("\r", ""),
      );
    },
  };
}
