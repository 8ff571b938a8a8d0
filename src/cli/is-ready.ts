import * as z from "zod";
import { httpRequest } from "./http-request.ts";

const timeoutMs = 3_000;
/** Answer of the control API's health paths. Another web server gives no such answer. */
const health = z.object({ status: z.string(), cause: z.string().optional() });

/**
 * Asks an emulator whether it is ready, or alive.
 * @param url of its HTTP listener
 * @returns why not; null: it is
 */
export async function isReady(url: string, what: "ready" | "live"): Promise<string | null> {
  try {
    const { status, body } = await httpRequest(new URL(`/torpedo/v1/health/${what}`, url), { timeoutMs });
    const answer = health.safeParse(parsed(body)).data;
    if (answer === undefined) return `HTTP ${status}, and not the answer of an emulator`;
    if (status === 200 && answer.status === what) return null;
    return answer.cause ?? `HTTP ${status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
