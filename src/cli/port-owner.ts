import { execFile } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { promisify } from "node:util";

/** The program that listens on a port of this machine, as far as it lets itself be seen; null: it does not. */
export async function portOwner(port: number): Promise<string | null> {
  return process.platform === "linux" ? ownerInProc(port) : ownerByLsof(port);
}

/** proc(5): sockets that listen (state 0A) have an inode, which the owner has among its open files. */
function ownerInProc(port: number): string | null {
  const wanted = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of tried(() => readFileSync(table, "utf8"), "").split("\n")) {
      const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === "0A" && Number.parseInt(local.split(":")[1] ?? "", 16) === port) wanted.add(`socket:[${inode}]`);
    }
  }
  if (wanted.size === 0) return null;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const files = tried(() => readdirSync(`/proc/${pid}/fd`), []);
    if (!files.some((file) => wanted.has(tried(() => readlinkSync(`/proc/${pid}/fd/${file}`), "")))) continue;
    const command = tried(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"), "")
      .split("\0")
      .join(" ")
      .trim();
    return `process ${pid} (${command.slice(0, 100)})`;
  }
  return null;
}

async function ownerByLsof(port: number): Promise<string | null> {
  try {
    const args = ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"];
    const { stdout } = await promisify(execFile)("lsof", args, { timeout: 3_000 });
    const [, pid] = /^p(\d+)$/m.exec(stdout) ?? [];
    const [, command = ""] = /^c(.*)$/m.exec(stdout) ?? [];
    return pid === undefined ? null : `process ${pid} (${command})`;
  } catch {
    return null;
  }
}

/** Entries that the system hides count as absent. */
function tried<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
