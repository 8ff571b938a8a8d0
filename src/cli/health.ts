import { readPlace } from "../config/read.ts";
import { askOnce } from "./ask.ts";
import type { CommandSession, Flags } from "./flags.ts";
import { exit } from "./host.ts";

const timeoutMs = 3000;

/** `torpedo health`: asks an emulator whether it is ready (or alive); what a container's HEALTHCHECK runs. */
export async function health({ terminal }: CommandSession, flags: Flags): Promise<number> {
  const what = flags["live"] === true ? "live" : "ready";
  const url = new URL(`/torpedo/v1/health/${what}`, (await readPlace({ flags })).url);
  const reason = await ask(url);
  if (reason === null) {
    terminal.out(flags["json"] === true ? `${JSON.stringify({ status: what })}\n` : `${what}\n`);
    return exit.done;
  }
  const remedy = "start it with torpedo start, or give another --url";
  terminal.err(`torpedo: ${url.origin} is not ${what} (${reason}); ${remedy}.\n`);
  return exit.failed;
}

/** Null when all is well. */
async function ask(url: URL): Promise<string | null> {
  try {
    const { status } = await askOnce(url, { timeoutMs });
    return status === 200 ? null : `HTTP ${status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
