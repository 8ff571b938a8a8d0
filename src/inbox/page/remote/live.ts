// Events of a sandbox, read from a fetch so that the token stays out of the address. A connection that is lost is made
// again, and views then read anew.

import type { ApiEvent } from "../../../api/schema/event.ts";
import { Refused, type Remote } from "./remote.ts";

export type Kind = Exclude<ApiEvent["kind"], "gap">;
const kinds: Readonly<Record<Kind, true>> = {
  message: true,
  status: true,
  inbound: true,
  request: true,
  callback: true,
  attempt: true,
  account: true,
  clock: true,
  scenario: true,
  timeline: true,
  sandbox: true,
  reset: true,
};
const every: ReadonlySet<Kind> = new Set(Object.keys(kinds).filter(isKind));

/** `missing`: the sandbox does not exist; `locked`: the emulator wants a token. */
export type LiveState = "connecting" | "live" | "lost" | "locked" | "missing";

export interface Live {
  /** @returns how to stop listening */
  listen(listener: (kinds: ReadonlySet<Kind>) => void): () => void;
  stop(): void;
}

/** Milliseconds that events are gathered before listeners are called. */
const gather = 100;
const firstPause = 300;
const longestPause = 5_000;
/** Refusals that do not pass by themselves, by HTTP status. */
const endings: ReadonlyMap<number, LiveState> = new Map([
  [401, "locked"],
  [403, "locked"],
  [404, "missing"],
]);

export function connectLive(remote: Remote, sandbox: string, onState: (state: LiveState) => void): Live {
  const listeners = new Set<(kinds: ReadonlySet<Kind>) => void>();
  const stop = new AbortController();
  let gathered = new Set<Kind>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function notify(happened: Iterable<Kind>): void {
    for (const kind of happened) gathered.add(kind);
    timer ??= setTimeout(() => {
      timer = undefined;
      const all = gathered;
      gathered = new Set();
      for (const listener of listeners) listener(all);
    }, gather);
  }

  async function run(): Promise<void> {
    let pause = firstPause;
    while (!stop.signal.aborted) {
      try {
        onState("connecting");
        const body = await remote.events(sandbox, stop.signal);
        onState("live");
        pause = firstPause;
        // Events of the time without a connection are found by a refresh.
        notify(every);
        for await (const name of eventNames(body)) {
          if (name === "gap") notify(every);
          else if (isKind(name)) notify([name]);
        }
      } catch (error) {
        if (stop.signal.aborted) return;
        const ending = error instanceof Refused ? endings.get(error.status) : undefined;
        if (ending !== undefined) {
          onState(ending);
          return;
        }
      }
      if (stop.signal.aborted) return;
      onState("lost");
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, longestPause);
    }
  }
  void run();

  return {
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      stop.abort();
      clearTimeout(timer);
    },
  };
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(kinds, name);
}

/** The `event:` names of a stream of server-sent events, each when its event is whole. */
export async function* eventNames(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let name = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "") {
          if (name !== "") yield name;
          name = "";
        } else if (line.startsWith("event:")) name = line.slice(6).trim();
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
