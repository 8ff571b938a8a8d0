import { open } from "node:fs/promises";
import { UsageError } from "../core/usage-error.ts";

/** Writes a file part by part. @returns its size in bytes @throws UsageError when it cannot be written */
export async function writeParts(file: string, parts: AsyncIterable<Uint8Array>): Promise<number> {
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
