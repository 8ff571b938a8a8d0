// The npm or npx that started this process. npm runs `sh -c COMMAND`, and shells pass no signal on: `kill` of npm ends npm
// and the shell alone, so that an emulator has to look for itself whether npm is still there.

import { execFile } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { promisify } from "node:util";
import { isAlive } from "../system/processes.ts";

export interface NpmParent {
  readonly pid: number;
  hasEnded(): boolean;
  /** True if a process between npm and this one ended a while ago: somebody left this one running in the background. */
  isDetached(): boolean;
}

interface Process {
  readonly parent: number;
  readonly command: string;
  /** Undefined where the system does not say. */
  readonly session?: number | undefined;
  /** Undefined where the system does not say. */
  readonly stdin?: string | undefined;
}

/** Looks in a row that find a broken line to npm, before this process counts as detached: npm may be ending as well. */
const enoughLooks = 4;
const npmCommand = /^(?:\S*node(?:\.exe)?\s+)?(?:\S*\/)?(?:npm|npx)(?:-cli\.js)?(?:\s|$)/;

/** Finds the nearest npm or npx above this process; null: none, or one that this process was detached from. */
export async function findNpm(): Promise<NpmParent | null> {
  if (process.platform === "win32") return null;
  const read = process.platform === "linux" ? readProc : await readPs();
  const line = lineToNpm(process.ppid, read);
  const npm = line?.at(-1);
  if (line === null || npm === undefined || wasDetached(read(process.pid), read(npm))) return null;
  const ended = (pid: number): boolean =>
    process.platform === "linux"
      ? readProc(pid) === null
      : !isAlive(pid) || (line.length === 1 && process.ppid !== npm);
  let broken = 0;
  return {
    pid: npm,
    hasEnded: () => ended(npm),
    isDetached() {
      broken = process.ppid === line[0] && !line.some(ended) ? 0 : broken + 1;
      return broken >= enoughLooks;
    },
  };
}

/** Process ids from this one up to the first npm; null: there is no npm. */
export function lineToNpm(from: number, read: (pid: number) => Process | null): readonly number[] | null {
  const line: number[] = [];
  for (let pid = from; pid > 1 && !line.includes(pid); ) {
    const process = read(pid);
    if (process === null) return null;
    line.push(pid);
    if (npmCommand.test(process.command)) return line;
    pid = process.parent;
  }
  return null;
}

/** `setsid` gives a process a session of its own, and a shell's `&` gives it /dev/null to read (POSIX 2.9.3). */
function wasDetached(own: Process | null, npm: Process | null): boolean {
  if (own === null || npm === null) return false;
  const background = own.stdin === "/dev/null" && npm.stdin !== undefined && npm.stdin !== "/dev/null";
  return background || own.session !== npm.session;
}

/** proc(5). A zombie counts as ended. */
function readProc(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, parent, , session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return null;
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return { parent: Number(parent), session: Number(session), command, stdin: stdinOf(pid) };
  } catch {
    return null;
  }
}

function stdinOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/fd/0`);
  } catch {
    // The process belongs to another user.
    return undefined;
  }
}

async function readPs(): Promise<(pid: number) => Process | null> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-axo", "pid=,ppid=,command="], { maxBuffer: 2 ** 24 });
    const all = processesIn(stdout);
    return (pid) => all.get(pid) ?? null;
  } catch {
    return () => null;
  }
}

/** Lines of `ps -axo pid=,ppid=,command=` by process id. */
export function processesIn(text: string): Map<number, Process> {
  const lines = [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)];
  return new Map(lines.map(([, pid, parent, command = ""]) => [Number(pid), { parent: Number(parent), command }]));
}
