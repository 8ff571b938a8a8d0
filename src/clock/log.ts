// The log on standard error, by level: lines for a person at a terminal, else one JSON line an event by pino, which is loaded
// at the first line.

import { hostClock } from "./host-clock.ts";
import { logLine } from "./log-line.ts";

export const levels = ["silent", "error", "warn", "info", "debug"] as const;
export type LineLevel = (typeof levels)[number];

export interface Log {
  error(what: string, detail?: object): void;
  warn(what: string, detail?: object): void;
  info(what: string, detail?: object): void;
  debug(what: string, detail?: object): void;
}

/** A log whose first lines may wait until its writer is loaded. */
interface WaitingLog extends Log {
  /** Resolves when every line so far is written. */
  written(): Promise<void>;
}

export function createLog(level: LineLevel): WaitingLog {
  let writer: Promise<Log> | null = null;
  const at =
    (name: Exclude<LineLevel, "silent">) =>
    (what: string, detail: object = {}): void => {
      if (levels.indexOf(name) > levels.indexOf(level)) return;
      writer ??= load(level);
      void writer.then((log) => log[name](what, detail));
    };
  const written = async (): Promise<void> => void (await writer);
  return { error: at("error"), warn: at("warn"), info: at("info"), debug: at("debug"), written };
}

/** Writes a line for each request; undefined: the level has no such lines, and nothing is measured. */
export function requestLog(log: Log, level: LineLevel): ((line: object) => void) | undefined {
  return level === "info" || level === "debug" ? (line) => log.info("request", line) : undefined;
}

async function load(level: LineLevel): Promise<Log> {
  if (process.stderr.isTTY === true) return readable();
  const { pino, destination } = await import("pino");
  const to = destination({ fd: 2, sync: true });
  // A log that cannot be written (its disk is full) is no reason to stop.
  to.on("error", () => {});
  const out = pino({ level, base: null }, to);
  return {
    error: (what, detail = {}) => out.error(detail, what),
    warn: (what, detail = {}) => out.warn(detail, what),
    info: (what, detail = {}) => out.info(detail, what),
    debug: (what, detail = {}) => out.debug(detail, what),
  };
}

function readable(): Log {
  const at =
    (level: string) =>
    (what: string, detail: object = {}) =>
      void process.stderr.write(logLine(new Date(hostClock.now()), level, what, detail));
  return { error: at("error"), warn: at("warn"), info: at("info"), debug: at("debug") };
}
