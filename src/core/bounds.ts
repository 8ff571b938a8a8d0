export const boundNames = [
  "sandboxes",
  "snapshots",
  "snapshotBytes",
  "waits",
  "eventStreams",
  "eventsWaiting",
  "pipelined",
  "pipelinedBytes",
  "callbacksWaiting",
  "interim",
] as const;
/**
 * Bounds of an emulator as a whole: sandboxes; snapshots of one sandbox, and bytes of all snapshots; waits (callbacks under test too) and event streams that are open at once; events that wait for a slow
 * reader, who gets a gap with more; requests that wait on one HTTP connection, and bytes that it sends meanwhile;
 * callbacks that wait for one receiver; interim responses (1xx) of a receiver before its response.
 */
export type Bounds = Readonly<Record<(typeof boundNames)[number], number>>;
