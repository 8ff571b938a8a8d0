// Asks the control API of an emulator as any program would.

import type { Emulator, Event, Sandbox } from "../../src/index.ts";

export interface ApiAnswer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** @param at `POST /sandboxes` */
export async function callApi<Body = unknown>(
  emulator: Emulator,
  at: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ApiAnswer<Body>> {
  const [method = "GET", path = "/"] = at.split(" ");
  const response = await fetch(`${emulator.urls.http}/torpedo/v1${path}`, {
    method,
    headers: { ...(method === "GET" ? {} : { "Content-Type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

/** Calls the listener for each event from now on. @returns how to stop */
export async function listen(
  emulator: Pick<Emulator, "control">,
  filter: { readonly sandbox?: string; readonly after?: string },
  listener: (event: Event) => void,
): Promise<() => void> {
  const stop = new AbortController();
  const events = await emulator.control.events(filter, { signal: stop.signal });
  const read = async (): Promise<void> => {
    for await (const event of events) listener(event);
  };
  void read();
  return () => stop.abort();
}

/** A sandbox's journal as a file, whole. */
export async function exported(
  sandbox: Pick<Sandbox, "export">,
  format: "jsonl" | "har" | "pcapng",
  how: { readonly times?: boolean } = {},
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of (await sandbox.export(format, how)).parts) parts.push(part);
  return Buffer.concat(parts);
}
