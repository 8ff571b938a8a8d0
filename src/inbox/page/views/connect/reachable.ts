// Samples with addresses that can be called, for listeners on every address of the machine (`--host 0.0.0.0`).

import type { SampleView } from "../../../../api/schema/emulator.ts";
import { calledAddress } from "../../../../core/called-address.ts";

/** The sample with `hostname`, which the page came from, in place of 0.0.0.0 and [::]. */
export function reachedBy(hostname: string, sample: SampleView): SampleView {
  const { example } = sample;
  const reached = (address: string): string => calledAddress(address, hostname);
  return {
    ...sample,
    address: reached(sample.address),
    example:
      example.by === "http"
        ? { ...example, url: reached(example.url) }
        : { ...example, host: calledAddress(example.host, hostname.replace(/^\[(.*)\]$/, "$1")) },
  };
}
