import type { Say } from "../words/say.ts";

/** How a call came in. */
export const channels = ["soap11", "soap12", "form", "get", "json", "smpp"] as const;

/** `SOAP 1.1` for `soap11`. */
export function channelWord(channel: string, say: Say): string {
  const named = channels.find((candidate) => candidate === channel);
  return named === undefined ? channel : say(`channel-${named}`);
}
