// Outbind (SMPP 3.4 2.2.1): an ESME that is not bound is called when something waits for it, at most once a minute of
// sandbox time.

import type { Cancel, Millis } from "../core/ports.ts";
import type { Sandbox } from "../core/sandbox.ts";
import type { Listener } from "../protocols/smpp/listener.ts";
import type { SmppService } from "../providers/provider.ts";

export interface OutbindDeps {
  readonly service: SmppService;
  readonly systemId: string;
  readonly sandbox: (name: string) => Sandbox;
  readonly listener: () => Listener | undefined;
  /** Looks again whether something waits. */
  readonly again: (sandbox: string, account: string) => void;
}

export interface Outbinds {
  /** Something waits for this receiver, and none is bound. */
  wanted(key: string): void;
  /** The clock of a sandbox is another one: nobody of it rests any more. */
  clockChanged(sandbox: string): void;
  stop(): void;
}

const pauseMs: Millis = 60_000;

export function createOutbinds({ service, systemId, sandbox, listener, again }: OutbindDeps): Outbinds {
  const resting = new Map<string, Cancel>();
  return {
    wanted(key) {
      const door = listener();
      const esme = resting.has(key) ? null : service.esme(key);
      if (esme === null || door === undefined) return;
      const at = key.indexOf(" ");
      const name = key.slice(0, at);
      const rested = (): void => {
        resting.delete(key);
        again(name, key.slice(at + 1));
      };
      resting.set(key, sandbox(name).clock.after(pauseMs, rested));
      // Nobody there is no mistake of ours: the next minute tries again.
      door.outbind({ ...esme, systemId }).catch(() => {});
    },
    clockChanged(sandbox) {
      for (const [key, cancel] of resting) {
        if (!key.startsWith(`${sandbox} `)) continue;
        cancel();
        resting.delete(key);
      }
    },
    stop() {
      for (const cancel of resting.values()) cancel();
      resting.clear();
    },
  };
}
