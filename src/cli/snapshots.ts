// Snapshots on the terminal.

import type { SnapshotView } from "../api/schema/snapshot.ts";
import { instant } from "./lists.ts";
import { TextTable } from "./table.ts";
import type { Terminal } from "./terminal.ts";

const columns = [
  { title: "snapshot" },
  { title: "saved at (UTC)" },
  { title: "clock (UTC)", wide: true },
  { title: "messages", right: true },
  { title: "inbound", right: true },
  { title: "requests", right: true },
  { title: "callbacks", right: true },
  { title: "due", right: true },
  { title: "bytes", right: true, wide: true },
  { title: "scenario", gives: true },
] as const;

export function printSnapshots(terminal: Terminal, snapshots: readonly SnapshotView[]): void {
  if (snapshots.length === 0) {
    terminal.out("no snapshots\n");
    return;
  }
  new TextTable(terminal, columns).add(
    snapshots.map(({ name, savedAt, now, counts, bytes, scenario }) => [
      name,
      instant(savedAt),
      instant(now),
      ...[counts.messages, counts.inbound, counts.requests, counts.callbacks, counts.due, bytes].map(String),
      scenario ?? "",
    ]),
  );
}
