export const boundNames = ["sandboxes", "waits", "eventStreams", "eventsWaiting", "pipelined"] as const;
/**
 * Bounds of an emulator as a whole: sandboxes; waits and event streams that are open at once; events that wait for a slow
 * reader, who gets a gap with more; requests that wait on one HTTP connection.
 */
export type Bounds = Readonly<Record<(typeof boundNames)[number], number>>;
