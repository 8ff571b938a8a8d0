import { readFileSync, statSync } from "node:fs";
import { UsageError } from "../core/usage-error.ts";

const mebibyte = 1024 * 1024;
const largestText = 16 * mebibyte;
/** Octets of requests that a sandbox keeps, unless it has another limit. */
const largestExport = 256 * mebibyte;

/** A text file, or a `UsageError` that says why it cannot be read. */
export function readText(file: string, what: string): string {
  return read(file, what, largestText, `give a ${what} of at most ${largestText / mebibyte} MiB`);
}

/** An export in JSON Lines. @throws UsageError that says why it cannot be read */
export function readExport(file: string): string {
  const remedy = "give the sandbox a lower limit, such as --limit requests=10000, and export it again";
  return read(file, "export", largestExport, remedy);
}

function read(file: string, what: string, largest: number, remedyForSize: string): string {
  const refuse = (problem: string, remedy: string): never => {
    throw new UsageError({ where: file, problem: `the ${what} ${problem}`, remedy });
  };
  try {
    const size = statSync(file).size;
    if (size > largest) return refuse(`is larger than ${largest / mebibyte} MiB`, remedyForSize);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : "";
    const reasons: Record<string, string> = {
      ENOENT: "does not exist",
      EACCES: "may not be read",
      EISDIR: "is a folder",
    };
    const problem = reasons[String(code)] ?? `cannot be read (${code})`;
    return refuse(problem, code === "ENOENT" ? "check its name" : "give the name of a file that can be read");
  }
}
