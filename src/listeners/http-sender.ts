// The outbound HTTP client as delivery wants it. Loaded at the first callback: start-up does not pay for it.

import { lookup } from "node:dns";
import type { Bounds } from "../core/bounds.ts";
import type { Clock } from "../core/clock.ts";
import { guardedLookUp } from "../core/outgoing-address.ts";
import type { HttpSender } from "../delivery/send.ts";
import type { HttpClient } from "../protocols/http/client.ts";

export interface StoppableSender extends HttpSender {
  stop(): Promise<void>;
}

export function createHttpSender(
  hostClock: Clock,
  { interim, callbacksWaiting }: Pick<Bounds, "interim" | "callbacksWaiting">,
): StoppableSender {
  let client: Promise<HttpClient> | null = null;
  const load = async (): Promise<HttpClient> => {
    const { createClient } = await import("../protocols/http/client.ts");
    // Each account's worker bounds its own attempts; one receiver's connections are not shared out between accounts.
    // A guarded address is called by figures alone, which the account's own list of hosts has let through.
    return createClient(hostClock, {
      connectionsPerOrigin: 1_024,
      waitingPerOrigin: callbacksWaiting,
      interim,
      lookup: guardedLookUp(lookup),
    });
  };
  return {
    async send({ post, ...request }) {
      client ??= load();
      const form = post === undefined ? {} : { body: post.body, headers: { "Content-Type": post.type } };
      const result = await (await client).send({ ...request, ...form });
      if ("error" in result) return { error: result.error };
      return { status: result.status, firstBytes: result.firstBytes.toString("utf8") };
    },
    async stop() {
      await (await client)?.stop();
    },
  };
}
