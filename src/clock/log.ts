// The log: one JSON line an event on standard error, by level. pino is loaded at the first line that is written.

export const levels = ["silent", "error", "warn", "info", "debug"] as const;
export type LineLevel = (typeof levels)[number];

export interface Log {
  error(what: string, detail?: object): void;
  warn(what: string, detail?: object): void;
  info(what: string, detail?: object): void;
  debug(what: string, detail?: object): void;
}

export function createLog(level: LineLevel): Log {
  let writer: Promise<Log> | null = null;
  const at =
    (name: Exclude<LineLevel, "silent">) =>
    (what: string, detail: object = {}): void => {
      if (levels.indexOf(name) > levels.indexOf(level)) return;
      writer ??= load(level);
      void writer.then((log) => log[name](what, detail));
    };
  return { error: at("error"), warn: at("warn"), info: at("info"), debug: at("debug") };
}

async function load(level: LineLevel): Promise<Log> {
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
