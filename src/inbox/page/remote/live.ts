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

/** @param attempted numbers of callbacks with attempts */
export type LiveListener = (kinds: ReadonlySet<Kind>, attempted: ReadonlySet<number>) => void;

export interface Live {
  /** @returns how to stop listening */
  listen(listener: LiveListener): () => void;
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
  const listeners = new Set<LiveListener>();
  const stop = new AbortController();
  let gathered = new Set<Kind>();
  let attempted = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function notify(happened: Iterable<Kind>): void {
    for (const kind of happened) gathered.add(kind);
    timer ??= setTimeout(() => {
      timer = undefined;
      const [all, callbacks] = [gathered, attempted];
      gathered = new Set();
      attempted = new Set();
      for (const listener of listeners) listener(all, callbacks);
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
        for await (const { name, data } of eventsIn(body)) {
          if (name === "attempt") attempted.add(callbackOfAttempt(data));
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

/** Number of the callback in an event `attempt`; 0: the event has none. */
function callbackOfAttempt(data: string): number {
  const event: ApiEvent = JSON.parse(data);
  return event.kind === "attempt" ? event.attempt.callback : 0;
}

export interface ServerSentEvent {
  readonly name: string;
  readonly data: string;
}

/** The named events of a stream of server-sent events, each when it is whole. */
export async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let [name, data] = ["", ""];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      // A CR at the end may be half of a line's end.
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "") {
          if (name !== "") yield { name, data };
          [name, data] = ["", ""];
        } else if (line.startsWith("event:")) name = line.slice(6).trim();
        else if (line.startsWith("data:")) data += line.slice(5);
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
