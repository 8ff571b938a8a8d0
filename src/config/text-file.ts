import { readFileSync, statSync } from "node:fs";
import { UsageError } from "../core/usage-error.ts";

const largest = 16 * 1024 * 1024;

/** A text file, or a `UsageError` that says why it cannot be read. */
export function readText(file: string, what: string): string {
  const refuse = (problem: string): never => {
    throw new UsageError({ where: file, problem, remedy: `give the ${what} by the name of a file that can be read` });
  };
  try {
    const size = statSync(file).size;
    if (size > largest) return refuse(`the ${what} is larger than ${largest} bytes`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : "";
    const reasons: Record<string, string> = {
      ENOENT: "does not exist",
      EACCES: "may not be read",
      EISDIR: "is a folder",
    };
    return refuse(`the ${what} ${reasons[String(code)] ?? `cannot be read (${code})`}`);
  }
}
