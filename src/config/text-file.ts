import { readFileSync, statSync } from "node:fs";
import { UsageError } from "../core/usage-error.ts";

const mebibyte = 1024 * 1024;
const largestText = 16 * mebibyte;
/** Octets of an export: as many as a sandbox keeps of requests, unless it has another limit. Answers and messages come on top. */
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
    // A pipe has no size before it was read.
    const text = statSync(file).size > largest ? null : readFileSync(file, "utf8");
    if (text === null || text.length > largest)
      return refuse(`is larger than ${largest / mebibyte} MiB`, remedyForSize);
    return text;
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
