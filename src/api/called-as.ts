// Addresses in answers: a listener on every address of a machine is named as the caller reached this emulator.

import { calledAddress } from "../core/called-address.ts";
import type { ApiPorts } from "./ports.ts";

type Addressed = Pick<ApiPorts, "about" | "samples">;

/** @param hostname as it stands in a URL; null: a call within the process, which reaches the listeners on this machine */
export function calledAs({ about, samples }: Addressed, hostname: string | null): Addressed {
  const called = (address: string): string => calledAddress(address, hostname ?? "127.0.0.1", hostname ?? "[::1]");
  return {
    about() {
      const { listeners, ...others } = about();
      const named = Object.entries(listeners).map(([name, address]) => [name, called(address)] as const);
      return { ...others, listeners: Object.fromEntries(named) };
    },
    samples: (sandbox) =>
      samples(sandbox).map(({ address, example, ...others }) => ({
        ...others,
        address: called(address),
        example:
          example.by === "http"
            ? { ...example, url: called(example.url) }
            : { ...example, host: called(example.host).replace(/^\[|\]$/g, "") },
      })),
  };
}

/** Hostname of a Host header; null: there is none, or no such name. */
export function hostnameOf(host: string | undefined): string | null {
  const url = `http://${host ?? ""}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}
