// A sandbox's journal as a file in parts, made as they are read: a long one holds up nobody else, and needs little memory.

import { Buffer } from "node:buffer";
import { UsageError } from "../../core/usage-error.ts";
import type { Api } from "../api.ts";
import type { FileParts } from "../operation.ts";
import type { JsonLinesOptions } from "./jsonl.ts";

export const exportFormats = ["jsonl", "har", "pcapng"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Size of a part, and rows that one turn of the event loop may read. */
const partBytes = 128 * 1024;
const partRows = 200;

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  jsonl: "application/jsonl",
  har: "application/json",
  pcapng: "application/x-pcapng",
};

/** @throws UsageError for times in another format than JSON Lines; from the parts when the sandbox is reset or removed before they are over */
export function exportOf(api: Api, sandbox: string, format: ExportFormat, options: JsonLinesOptions): FileParts {
  if (options.times === true && format !== "jsonl") {
    const remedy = "leave it out, or export jsonl";
    throw new UsageError({ where: "times", problem: `is for JSON Lines, not ${format}`, remedy });
  }
  const cut = api.sandboxes.inFlight(sandbox);
  return {
    mediaType: mediaTypes[format],
    fileName: `${sandbox}.${format}`,
    parts: inParts(
      () => piecesOf(api, sandbox, format, options),
      async () => {
        await api.turns.next(sandbox);
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
  api: Api,
  sandbox: string,
  format: ExportFormat,
  options: JsonLinesOptions,
): Promise<Iterable<string | Buffer>> {
  switch (format) {
    case "jsonl":
      return (await import("./jsonl.ts")).jsonLines(api, sandbox, options);
    case "har":
      return (await import("./har.ts")).har(api, sandbox);
    case "pcapng":
      return (await import("./pcapng.ts")).pcapng(api, sandbox);
  }
}

async function* inParts(
  make: () => Promise<Iterable<string | Buffer>>,
  stillThere: () => Promise<void>,
): AsyncGenerator<Buffer, void, void> {
  let pending: Buffer[] = [];
  let bytes = 0;
  let rows = 0;
  const pieces = await make();
  await stillThere();
  for (const piece of pieces) {
    const octets = typeof piece === "string" ? Buffer.from(piece) : piece;
    pending.push(octets);
    bytes += octets.length;
    rows += 1;
    if (bytes < partBytes && rows < partRows) continue;
    if (bytes > 0) yield Buffer.concat(pending);
    [pending, bytes, rows] = [[], 0, 0];
    await stillThere();
  }
  if (bytes > 0) yield Buffer.concat(pending);
}
