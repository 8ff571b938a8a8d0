import * as z from "zod";
import { httpRequest } from "./http-request.ts";

const timeoutMs = 3_000;
/** Answer of the control API's health paths. Another web server gives no such answer. */
const health = z.object({ status: z.string(), cause: z.string().optional() });

/** Reason why an emulator is not ready, or not alive. */
export interface NotReady {
  readonly words: string;
  /** "cause": it runs and names what it lacks; "absent": no emulator answers; "unknown": it may be busy. */
  readonly state: "cause" | "absent" | "unknown";
}

/**
 * Asks an emulator whether it is ready, or alive.
 * @param url of its HTTP listener
 * @returns why not; null: it is
 */
export async function isReady(url: string, what: "ready" | "live"): Promise<NotReady | null> {
  try {
    const { status, body } = await httpRequest(new URL(`/torpedo/v1/health/${what}`, url), { timeoutMs });
    const answer = health.safeParse(parsed(body)).data;
    if (answer === undefined) return { words: `HTTP ${status}, and not the answer of an emulator`, state: "absent" };
    if (status === 200 && answer.status === what) return null;
    if (answer.cause !== undefined) return { words: answer.cause, state: "cause" };
    return { words: `HTTP ${status}`, state: "unknown" };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { words, state: isRefused(error) ? "absent" : "unknown" };
  }
}

/** True if nothing listens there. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "ECONNREFUSED") || isRefused(error.cause);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
