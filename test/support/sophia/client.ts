import type { Emulator } from "../../../src/client/sandbox.ts";

export const token = "DEMO-SOPHIA-TOKEN";

export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly json: Readonly<Record<"envio" | "detalhes" | "dlr" | "mo", readonly Record<string, unknown>[] | undefined>>;
}

type Body = string | URLSearchParams | FormData | object;

/** Calls /api/NAME.php: a query by GET; with a body by POST, an object as JSON. */
export async function call(
  emulator: Emulator,
  name: string,
  query: Readonly<Record<string, string>>,
  body?: Body,
  type?: string,
): Promise<Answered> {
  const plain =
    body === undefined || typeof body === "string" || body instanceof URLSearchParams || body instanceof FormData;
  const headers = type !== undefined ? { "Content-Type": type } : plain ? {} : { "Content-Type": "application/json" };
  const answer = await fetch(`${emulator.urls.http}/api/${name}.php?${new URLSearchParams(query)}`, {
    headers,
    ...(body === undefined ? {} : { method: "POST", body: plain ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const type_ = answer.headers.get("content-type") ?? "";
  return { status: answer.status, type: type_, text, json: JSON.parse(text) };
}
