// Node.js that Torpedo needs. On an older one the database ends the process without a word.

import { UsageError } from "../core/usage-error.ts";

const oldest = [22, 19] as const;

/** Oldest version that is new enough. */
export const oldestNode = oldest.join(".");

export function isOldNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
}

/** @throws UsageError on a Node.js that is too old */
export function refuseOldNode(version = process.versions.node): void {
  if (!isOldNode(version)) return;
  throw new UsageError(
    `this is Node.js ${version}, and torpedo needs ${oldestNode} or newer; install a newer Node.js.`,
  );
}
