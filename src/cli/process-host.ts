// Signals of this process, and the end of the npm, npx or launcher that started it.

import { hostClock } from "../clock/host-clock.ts";
import type { CommandHost } from "./host.ts";
import { findNpm } from "./npm-parent.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Milliseconds that a stop takes at most, where the command names no other bound. */
const longestStop = 1_900;
/** A terminal and npm both pass on one Ctrl-C: a signal within so many milliseconds is the first one again. */
const sameSignal = 300;
/** Milliseconds between two looks at the process that started this one. */
const lookEvery = 250;

/** @param launcher process id of a launcher with which this process has to end */
export function processHost(launcher: number | null): CommandHost {
  // A reader that closes the pipe (`torpedo start | head -1`) is no reason to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  return {
    onStop(stop, within = longestStop) {
      let begun: number | null = null;
      const stopOnce = (): void => {
        if (begun !== null) {
          if (hostClock.elapsed() - begun > sameSignal) process.exit(1);
          return;
        }
        begun = hostClock.elapsed();
        hostClock.after(within, () => process.exit(1));
        stop().then(
          (code) => process.exit(code),
          (error: unknown) => {
            process.stderr.write(`torpedo: ${error instanceof Error ? error.stack : error}\n`);
            process.exit(1);
          },
        );
      };
      for (const signal of signals) process.on(signal, stopOnce);
      if (launcher !== null) watch(() => process.ppid !== launcher, stopOnce);
      findNpm().then((npm) => {
        if (npm !== null) watch(npm.hasEnded, stopOnce, npm.isDetached);
      });
    },
  };
}

/** Looks until `ended` is true, and calls `then`; gives up as soon as `released` is true. */
function watch(ended: () => boolean, then: () => void, released = (): boolean => false): void {
  const look = (): void => {
    if (ended()) then();
    else if (!released()) hostClock.after(lookEvery, look);
  };
  look();
}
