// Server-sent events of a sandbox, read from a fetch so that the token stays out of the
// address. A connection that is lost is made again, and whoever listens is told to look anew.

import { Refused, type Remote } from "./remote.ts";

export const kinds = [
  "message",
  "status",
  "inbound",
  "call",
  "callback",
  "attempt",
  "account",
  "clock",
  "scenario",
  "timeline",
  "sandbox",
  "reset",
] as const;
export type Kind = (typeof kinds)[number];
export type LiveState = "connecting" | "live" | "lost" | "locked";

export interface Live {
  /** @returns how to stop listening */
  listen(listener: (kinds: ReadonlySet<Kind>) => void): () => void;
  stop(): void;
}

/** Milliseconds that happenings are gathered before the views are told. */
const gather = 100;
const firstPause = 300;
const longestPause = 5_000;
const every: ReadonlySet<Kind> = new Set(kinds);

export function connectLive(remote: Remote, sandbox: string, onState: (state: LiveState) => void): Live {
  const listeners = new Set<(kinds: ReadonlySet<Kind>) => void>();
  const stop = new AbortController();
  let gathered = new Set<Kind>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(told: Iterable<Kind>): void {
    for (const kind of told) gathered.add(kind);
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
        const body = await remote.open("/events", { sandbox }, stop.signal);
        onState("live");
        pause = firstPause;
        // Events of the time without a connection are found by a refresh.
        tell(every);
        for await (const kind of eventNames(body)) {
          // Events were missed: everything may be another.
          if (kind === "gap") tell(every);
          const known = kinds.find((one) => one === kind);
          if (known !== undefined) tell([known]);
        }
      } catch (error) {
        if (stop.signal.aborted) return;
        if (error instanceof Refused && (error.status === 401 || error.status === 403)) {
          onState("locked");
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
