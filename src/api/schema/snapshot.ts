import * as z from "zod";
import { number, strict, text } from "./common.ts";

export const snapshotName = z
  .string()
  .min(1)
  .max(63)
  .meta({ description: "Letters, digits, dots, dashes and underscores" });

export const snapshot = z
  .object({
    name: text,
    savedAt: number.meta({ description: "Real time, in milliseconds since 1970" }),
    now: number.meta({ description: "Time of the sandbox's clock" }),
    scenario: text.nullable().meta({ description: "Title of the active scenario" }),
    counts: z.object({ messages: number, inbound: number, requests: number, callbacks: number, due: number }),
    bytes: number.meta({ description: "Bytes of its rows; 0: an earlier version has saved it" }),
  })
  .meta({ id: "Snapshot" });
export type SnapshotView = z.output<typeof snapshot>;

export const newSnapshot = strict({
  name: snapshotName,
  replace: z.boolean().exactOptional().meta({ description: "In place of the snapshot of this name" }),
});

export const newFork = strict({
  name: z.string().min(1).max(63).meta({ description: "Name of the new sandbox" }),
  snapshot: snapshotName.exactOptional().meta({ description: "Default: the sandbox as it is now" }),
});
