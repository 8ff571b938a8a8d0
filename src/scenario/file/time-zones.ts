// Times of day in the zone that the file names. Core knows America/Sao_Paulo; any other zone is asked of the platform.

import type { Instant } from "../../core/clock.ts";
import type { TimeOfDay } from "../engine/shape.ts";
import type { ReadContext } from "./context.ts";
import type { Path } from "./document.ts";

const ourZone = "America/Sao_Paulo";

export function readBetween(
  context: ReadContext,
  path: Path,
  value: string | readonly [string, string],
  timezone: string | undefined,
): TimeOfDay | undefined {
  const [from, until] = (typeof value === "string" ? value.split("..") : value).map((part) => minuteOf(part.trim()));
  const at = [...path, "between"];
  if (from === undefined || until === undefined || from === null || until === null) {
    context.report(at, `between is ${String(value)}`, "Write times of day, such as 22:00..09:00");
    return undefined;
  }
  if (from === until) {
    context.report(
      at,
      "the rule can never match: it ends when it begins",
      "Write two different times, such as 22:00..09:00",
    );
  }
  const zone = timezone ?? context.timezone;
  if (zone === ourZone) return { from, until, zone };
  const minuteIn = clockIn(zone);
  if (minuteIn === null) {
    context.report(
      [...path, "timezone"],
      `there is no time zone ${zone}`,
      "Write a zone such as America/Manaus or UTC",
    );
    return undefined;
  }
  return { from, until, zone, minuteOf: minuteIn };
}

function minuteOf(text: string): number | null {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

function clockIn(zone: string): ((now: Instant) => number) | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  } catch {
    return null;
  }
  return (now) => {
    const parts = format.formatToParts(now);
    const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
    return part("hour") * 60 + part("minute");
  };
}
