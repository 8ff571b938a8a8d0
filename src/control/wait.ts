// Waits on the host clock until enough of something match: woken by events, looked at once a turn of the event loop.

import type { Millis } from "../core/clock.ts";
import type { Event } from "../core/events.ts";
import { UsageError } from "../core/usage-error.ts";
import type { Finder } from "./find.ts";
import { nearestSentence } from "./nearest.ts";
import type { ControlDeps } from "./ports.ts";
import { spanOf } from "./span.ts";
import type { Kind, Waited, Wanted } from "./wait-type.ts";

const usual: Millis = 5_000;
const longest: Millis = 600_000;
const most = 1_000;

export async function waitFor(deps: ControlDeps, find: Finder, sandbox: string, wanted: Wanted): Promise<Waited> {
  const count = wanted.count ?? 1;
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new UsageError({
      where: "count",
      problem: `must be from 1 to ${most}`,
      value: count,
      remedy: "wait for fewer",
    });
  }
  const timeout = spanOf(wanted.timeout ?? usual, "timeout", longest);
  const enough = await arrives(
    deps,
    sandbox,
    wanted.what,
    timeout,
    async () => (await found(find, wanted, count)).found.length >= count,
  );
  const waited = await found(find, wanted, count);
  if (enough || waited.found.length >= count) return waited;
  const failure = `waited ${timeout} ms for ${count} of ${wanted.what} and saw ${waited.found.length}; ${nearestSentence(find, wanted)}`;
  return { ...waited, ok: false, failure };
}

async function found({ calmly }: Finder, wanted: Wanted, limit: number): Promise<Waited> {
  const page = { limit, ...(wanted.after === undefined ? {} : { after: wanted.after }) };
  const rest = { ok: true, failure: null };
  switch (wanted.what) {
    case "messages":
      return { what: wanted.what, found: await calmly.messages({ ...wanted.where, ...page }), ...rest };
    case "calls":
      return { what: wanted.what, found: await calmly.calls({ ...wanted.where, ...page }), ...rest };
    case "callbacks":
      return { what: wanted.what, found: await calmly.callbacks({ ...wanted.where, ...page }), ...rest };
    case "inbounds":
      return { what: wanted.what, found: await calmly.inbounds({ ...wanted.where, ...page }), ...rest };
  }
}

/** Resolves to true as soon as it is so, to false when the time is over or the sandbox is gone. */
function arrives(
  deps: ControlDeps,
  sandbox: string,
  what: Kind,
  timeout: Millis,
  isSo: () => Promise<boolean>,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let over = false;
    /** Whether somebody looks, and whether what happened meanwhile asks for another look. */
    let looking = true;
    let again = false;
    const end = (settle: () => void): void => {
      if (over) return;
      over = true;
      stop();
      cancel();
      settle();
    };
    const look = async (): Promise<void> => {
      again = false;
      try {
        if (deps.sandboxes.get(sandbox) === null) end(() => resolve(false));
        else if (await isSo()) end(() => resolve(true));
      } catch (error) {
        // It may have gone while it was looked through.
        if (deps.sandboxes.get(sandbox) === null) end(() => resolve(false));
        else end(() => reject(error));
      }
      looking = again && !over;
      if (looking) setImmediate(look);
    };
    const stop = deps.events.listen((event) => {
      if (!concerns(event, sandbox, what)) return;
      again = true;
      if (looking) return;
      looking = true;
      setImmediate(look);
    });
    const cancel = deps.hostClock.after(timeout, () => end(() => resolve(false)));
    void look();
  });
}

const kinds: Readonly<Record<Kind, readonly Event["kind"][]>> = {
  // A message may be wanted by the code of its call, which is journalled after it.
  messages: ["message", "status", "call"],
  calls: ["call"],
  callbacks: ["callback", "attempt", "status", "inbound"],
  inbounds: ["inbound"],
};

function concerns(event: Event, sandbox: string, what: Kind): boolean {
  if (event.kind === "sandbox") return event.sandbox === sandbox;
  return kinds[what].includes(event.kind) && sandboxOf(event) === sandbox;
}

export function sandboxOf(event: Event): string {
  switch (event.kind) {
    case "message":
    case "status":
      return event.message.sandbox;
    case "inbound":
      return event.inbound.sandbox;
    case "callback":
      return event.entry.sandbox;
    default:
      return event.sandbox;
  }
}
