// A sandbox's journal as a file.

import { Buffer } from "node:buffer";
import type { Export, ExportFormat } from "./desk-type.ts";
import type { Finder } from "./find.ts";
import type { ControlDeps } from "./ports.ts";

export async function exportOf(
  deps: ControlDeps,
  find: Finder,
  sandbox: string,
  format: ExportFormat,
): Promise<Export> {
  const made = (mediaType: string, content: Buffer): Export => ({
    mediaType,
    fileName: `${sandbox}.${format}`,
    base64: content.toString("base64"),
  });
  switch (format) {
    case "jsonl": {
      const { jsonLines } = await import("./export-jsonl.ts");
      return made("application/jsonl", Buffer.from(jsonLines(deps, find, sandbox)));
    }
    case "har": {
      const { har } = await import("./export-har.ts");
      return made("application/json", Buffer.from(har(deps, sandbox)));
    }
    case "pcapng": {
      const { pcapng } = await import("./export-pcapng.ts");
      return made("application/x-pcapng", pcapng(deps, sandbox));
    }
  }
}
