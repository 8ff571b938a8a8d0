import { durationOf } from "../api/duration.ts";
import { hostClock, pause } from "../clock/host-clock.ts";
import { readPlace } from "../config/read.ts";
import { type CommandSession, type Flags, isOn, textOf } from "./flags.ts";
import { exit } from "./host.ts";
import { isReady } from "./is-ready.ts";

const longestWait = 86_400_000;
const lookEveryMs = 50;

/** `torpedo health`: asks an emulator whether it is ready (or alive); what a container's HEALTHCHECK runs. */
export async function health({ terminal }: CommandSession, flags: Flags): Promise<number> {
  const what = isOn(flags, "live") ? "live" : "ready";
  const { url } = await readPlace({ flags });
  const deadline = hostClock.elapsed() + durationOf(textOf(flags, "wait") ?? "0s", "--wait", longestWait);
  let reason = await isReady(url, what);
  while (reason !== null && hostClock.elapsed() < deadline) {
    await pause(lookEveryMs);
    reason = await isReady(url, what);
  }
  if (reason === null) {
    terminal.out(isOn(flags, "json") ? `${JSON.stringify({ status: what })}\n` : `${what}\n`);
    return exit.done;
  }
  const remedy = reason.state === "cause" ? "remove the cause" : "start it with torpedo start, or give another --url";
  terminal.err(`torpedo: ${new URL(url).origin} is not ${what} (${reason.words}); ${remedy}.\n`);
  return exit.failed;
}
