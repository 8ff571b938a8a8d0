// Asks the control API of an emulator as any program would.

import type { Emulator } from "../../src/emulator.ts";

export interface ApiAnswer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** @param at `POST /sandboxes` */
export async function ask<Body = unknown>(
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
