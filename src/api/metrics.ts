// Counters of events since the start, and their text in Prometheus' exposition format, version 0.0.4.

import type { Event, Events } from "../core/events.ts";

/** Values by metric name, then by label text (`provider="…",code="…"`, or empty). */
export type Counters = ReadonlyMap<MetricName, ReadonlyMap<string, number>>;

const help = {
  torpedo_requests_total: "Requests of the journal, by provider and code.",
  torpedo_messages_total: "Messages accepted.",
  torpedo_statuses_total: "Statuses that messages reached.",
  torpedo_inbound_total: "Inbound messages that phones sent.",
  torpedo_callbacks_total: "Callbacks that have ended, by state.",
  torpedo_callback_attempts_total: "Attempts to deliver a callback, by whether an answer came.",
} as const;
type MetricName = keyof typeof help;
const names = Object.keys(help) as MetricName[];

export function createCounters(events: Events): Counters {
  const counters = new Map(names.map((name) => [name, new Map<string, number>()]));
  events.listen((event) => {
    const counted = countedBy(event);
    if (counted === null) return;
    const [name, label] = counted;
    const values = counters.get(name);
    if (values === undefined) return;
    const key = values.has(label) || values.size < maxLabels ? label : otherLabel(event);
    values.set(key, (values.get(key) ?? 0) + 1);
  });
  return counters;
}

/** Most label sets of a metric: a scenario can answer any number of codes. */
const maxLabels = 500;
/** Codes that providers give: `97`, `ESME_ROK`, `0+200`. */
const plainCode = /^[\w.+-]{0,40}$/;

/** Labels of what is over the bound. */
function otherLabel(event: Event): string {
  return event.kind === "call" ? requestLabels(event.provider, "other") : "";
}

function requestLabels(provider: string, code: string): string {
  return `provider="${provider}",code="${plainCode.test(code) ? code : "other"}"`;
}

function countedBy(event: Event): readonly [name: MetricName, label: string] | null {
  switch (event.kind) {
    case "call":
      return ["torpedo_requests_total", requestLabels(event.provider, event.code)];
    case "message":
      return ["torpedo_messages_total", `provider="${event.message.provider}"`];
    case "status":
      return ["torpedo_statuses_total", `status="${event.message.status}"`];
    case "inbound":
      return ["torpedo_inbound_total", `provider="${event.inbound.provider}"`];
    case "callback":
      return ["torpedo_callbacks_total", `state="${event.entry.state}"`];
    case "attempt":
      return ["torpedo_callback_attempts_total", `answered="${event.attempt.status !== null}"`];
    default:
      return null;
  }
}

export function metricsText(counters: Counters, sandboxes: number): string {
  const lines = names.flatMap((name) => {
    const values = [...(counters.get(name) ?? [])];
    const samples = values.map(([label, value]) => `${name}${label === "" ? "" : `{${label}}`} ${value}`);
    return [...titles(name, help[name], "counter"), ...(samples.length === 0 ? [`${name} 0`] : samples)];
  });
  lines.push(
    ...titles("torpedo_sandboxes", "Sandboxes that exist.", "gauge"),
    `torpedo_sandboxes ${sandboxes}`,
    ...titles("process_resident_memory_bytes", "Resident memory size in bytes.", "gauge"),
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
  );
  return `${lines.join("\n")}\n`;
}

function titles(name: string, text: string, type: "counter" | "gauge"): string[] {
  return [`# HELP ${name} ${text}`, `# TYPE ${name} ${type}`];
}
