import { metrics, type Tally } from "./tally.ts";

/**
 * Prometheus' text exposition format, version 0.0.4.
 * @param resident memory of the process, in bytes
 */
export function metricsText(tally: Tally, sandboxes: number, resident: number): string {
  const lines: string[] = [];
  for (const [name, help] of Object.entries(metrics)) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
    const counts = tally.counts.get(name) ?? new Map<string, number>();
    if (counts.size === 0) lines.push(`${name} 0`);
    for (const [label, count] of counts) lines.push(`${name}${label === "" ? "" : `{${label}}`} ${count}`);
  }
  lines.push(
    "# HELP torpedo_sandboxes Sandboxes there are.",
    "# TYPE torpedo_sandboxes gauge",
    `torpedo_sandboxes ${sandboxes}`,
    "# HELP process_resident_memory_bytes Resident memory size in bytes.",
    "# TYPE process_resident_memory_bytes gauge",
    `process_resident_memory_bytes ${resident}`,
  );
  return `${lines.join("\n")}\n`;
}
