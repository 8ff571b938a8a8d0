import * as z from "zod";
import { exportFormats, exportOf } from "../export/export.ts";
import { strict } from "../schema/common.ts";
import { file } from "./entries.ts";

export const exportOperation = {
  export: file("GET /sandboxes/{sandbox}/export", {
    summary: "Exports the journal as JSON Lines (canonical), HAR 1.2 (HTTP) or pcapng (SMPP)",
    input: strict({
      format: z.enum(exportFormats).default("jsonl"),
      times: z.boolean().exactOptional().meta({ description: "JSON Lines with real times, which differ in each run" }),
    }),
    media: "application/octet-stream",
    args: (format?: (typeof exportFormats)[number], options: { times?: boolean } = {}) => ({
      ...(format === undefined ? {} : { format }),
      ...options,
    }),
    run: (api, { sandbox, format, ...options }) => exportOf(api, api.sandbox(sandbox).name, format, options),
  }),
};
