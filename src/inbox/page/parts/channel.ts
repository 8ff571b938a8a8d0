import type { Say } from "../words/say.ts";

/** How a call came in. */
export const channels = ["soap11", "soap12", "form", "get", "json", "smpp"] as const;

/** `SOAP 1.1` for `soap11`. */
export function channelWord(channel: string, say: Say): string {
  const known = channels.find((one) => one === channel);
  return known === undefined ? channel : say(`channel-${known}`);
}
