// A sandbox's journal as a file, made part by part: nobody else waits while a long one is made, and no more of it is in
// memory than its reader takes at a time.

import { Buffer } from "node:buffer";
import { UsageError } from "../core/usage-error.ts";
import type { ExportFormat, ExportParts } from "./desk-type.ts";
import type { Finder } from "./find.ts";
import type { ControlDeps } from "./ports.ts";

/** A part is handed over, and others have their turn, after so many bytes or so many rows. */
const partBytes = 128 * 1024;
const partRows = 200;

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  jsonl: "application/jsonl",
  har: "application/json",
  pcapng: "application/x-pcapng",
};

/** @throws UsageError from the parts when the sandbox is reset or removed before they are over */
export function exportOf(deps: ControlDeps, find: Finder, sandbox: string, format: ExportFormat): ExportParts {
  const cut = deps.sandboxes.inFlight(sandbox);
  return {
    mediaType: mediaTypes[format],
    fileName: `${sandbox}.${format}`,
    parts: inParts(
      () => piecesOf(deps, find, sandbox, format),
      () => {
        if (!cut.aborted) return;
        const remedy = "ask for the export again";
        const problem = "was reset or removed while it was exported";
        throw new UsageError({ where: `sandbox ${sandbox}`, problem, remedy, kind: "conflict" });
      },
    ),
  };
}

/** Pieces of the file, in order; an empty one for a row that is left out. */
async function piecesOf(
  deps: ControlDeps,
  find: Finder,
  sandbox: string,
  format: ExportFormat,
): Promise<Iterable<string | Buffer>> {
  switch (format) {
    case "jsonl":
      return (await import("./export-jsonl.ts")).jsonLines(deps, find, sandbox);
    case "har":
      return (await import("./export-har.ts")).har(deps, sandbox);
    case "pcapng":
      return (await import("./export-pcapng.ts")).pcapng(deps, sandbox);
  }
}

async function* inParts(
  make: () => Promise<Iterable<string | Buffer>>,
  stillThere: () => void,
): AsyncGenerator<Buffer, void, void> {
  let held: Buffer[] = [];
  let bytes = 0;
  let rows = 0;
  const pieces = await make();
  stillThere();
  for (const piece of pieces) {
    const octets = typeof piece === "string" ? Buffer.from(piece) : piece;
    held.push(octets);
    bytes += octets.length;
    rows += 1;
    if (bytes < partBytes && rows < partRows) continue;
    if (bytes > 0) yield Buffer.concat(held);
    [held, bytes, rows] = [[], 0, 0];
    await new Promise((resolve) => setImmediate(resolve));
    stillThere();
  }
  if (bytes > 0) yield Buffer.concat(held);
}
