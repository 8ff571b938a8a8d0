// PHP's uniqid(): 13 hexadecimal digits of seconds and microseconds. On a clock that stands, the next free microsecond.

import type { Instant } from "../../core/ports.ts";

export function uniqid(now: Instant, taken: (id: string) => boolean): string {
  for (let micros = now * 1_000; ; micros += 1) {
    const seconds = Math.floor(micros / 1_000_000);
    const id = seconds.toString(16).padStart(8, "0") + (micros % 1_000_000).toString(16).padStart(5, "0");
    if (!taken(id)) return id;
  }
}
