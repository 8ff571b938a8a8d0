// Creates a folder and those above it. Node's own recursion (`recursive: true`) never ends within /proc.

import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Creates the folder where it is absent.
 * @param mode of each new folder
 * @returns the path
 * @throws Error when it cannot be created, or is a file
 */
export function makeFolder(path: string, mode = 0o777): string {
  const folder = resolve(path);
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is a file, not a folder`);
    return path;
  }
  const above = dirname(folder);
  // A drive that does not exist stands above itself.
  if (above !== folder) makeFolder(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process may have created the folder meanwhile.
    if (!existsSync(folder)) throw error;
  }
  return path;
}
