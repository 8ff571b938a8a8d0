import * as z from "zod";
import { exportFormats, exportOf } from "../export/export.ts";
import { strict } from "../schema/common.ts";
import { file } from "./entries.ts";

export const exportOperation = {
  export: file("GET /sandboxes/{sandbox}/export", {
    summary: "Exports the journal as JSON Lines (canonical), HAR 1.2 (HTTP) or pcapng (SMPP)",
    input: strict({ format: z.enum(exportFormats).default("jsonl") }),
    media: "application/octet-stream",
    args: (format?: (typeof exportFormats)[number]) => (format === undefined ? {} : { format }),
    run: (api, { sandbox, format }) => exportOf(api, api.sandbox(sandbox).name, format),
  }),
};
