// An emulator ends with the npm or npx that started it, and with no shell. Real npm, npx and shells.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { lineToNpm, processesIn } from "../../src/cli/npm-parent.ts";
import { allowed } from "../support/endurance/amount.ts";
import { cleanEnvironment, launcher, privately, Running } from "../support/torpedo-process.ts";

const project = mkdtempSync(join(tmpdir(), "torpedo-npm-"));
const out = join(project, "out");
const start = `torpedo start --json ${privately.join(" ")}`;
/** Says the process id, then the line of the emulator. */
const untilUp = `echo $!; while ! [ -s ${out} ]; do sleep 0.1; done; cat ${out}`;
mkdirSync(join(project, "node_modules/.bin"), { recursive: true });
symlinkSync(launcher, join(project, "node_modules/.bin/torpedo"));
writeFileSync(
  join(project, "package.json"),
  JSON.stringify({
    name: "project",
    version: "1.0.0",
    scripts: {
      start,
      second: `true && ${start} && true`,
      setsid: `setsid ${start} > ${out} 2>&1 < /dev/zero & ${untilUp}`,
      nohup: `nohup ${start} > ${out} 2>&1 & ${untilUp}`,
    },
  }),
);
writeFileSync(join(project, "background.sh"), `nohup npx ${start} > ${out} 2>&1 &\n${untilUp}\n`);
afterAll(() => rmSync(project, { recursive: true }));

/** Processes that shells started in the background. */
const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) process.kill(pid);
  rmSync(out, { force: true });
});

/** In a process group of its own, as a terminal starts it. */
function run(program: string, ...args: string[]): Running {
  return new Running(spawn(program, args, { cwd: project, detached: true, env: cleanEnvironment() }));
}

const npmStart = ["npm", "start", "--silent"];
const npx = ["npx", ...start.split(" ")];
it.each([
  ["kill of npm", npmStart, "SIGTERM"],
  ["kill -9 of npm", npmStart, "SIGKILL"],
  ["kill of npm whose script goes on behind it", ["npm", "run", "--silent", "second"], "SIGTERM"],
  ["kill of npx", npx, "SIGTERM"],
  ["kill -9 of npx", npx, "SIGKILL"],
  ["Ctrl-C, which all processes of a terminal get", npmStart, "SIGINT"],
] as const)("an emulator ends by %s", async (_what, [program = "", ...args], signal) => {
  const npm = run(program, ...args);
  expect(await npm.line()).toMatch(/^\{"http":/);
  process.kill((npm.child.pid ?? 0) * (signal === "SIGINT" ? -1 : 1), signal);
  await once(npm.child, "exit");
  const ended = performance.now();
  // The emulator holds stdout open for as long as it is there.
  expect(await npm.line()).toBe(null);
  expect(performance.now() - ended).toBeLessThan(allowed(1_500));
});

/** Answered by the emulator itself, after longer than it takes to notice the end of npm. */
async function staysUp(http: string): Promise<boolean> {
  const answer = await fetch(`${http}/torpedo/v1/sandboxes/default/wait`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ what: "messages", where: { text: "never" }, timeout: "1500ms" }),
  });
  await answer.text();
  return (await fetch(`${http}/torpedo/v1/health/ready`)).ok;
}

describe("an emulator stays when", () => {
  it.each([
    ["the shell script that started its npx ends", ["sh", "background.sh"]],
    ["a shell script without npm ends", ["sh", "-c", `${launcher} ${start.slice(8)} > ${out} 2>&1 & ${untilUp}`]],
    ["an npm script put it in a session of its own", ["npm", "run", "--silent", "setsid"]],
    ["an npm script left it in the background", ["npm", "run", "--silent", "nohup"]],
  ] as const)("%s", async (_what, [program, ...args]) => {
    const shell = run(program, ...args);
    started.push(Number(await shell.line()));
    const line = await shell.line();
    expect(line).toMatch(/^\{"http":/);
    await shell.finished;
    const { http }: { http: string } = JSON.parse(line ?? "{}");
    expect(await staysUp(http)).toBe(true);
  });
});

describe("the line to npm", () => {
  const ps = (rows: string): readonly number[] | null => {
    const all = processesIn(rows);
    return lineToNpm(10, (pid) => all.get(pid) ?? null);
  };

  it.each([
    ["npm by its title", " 10  9 sh -c torpedo start\n  9  8 npm start\n  8 1 -zsh\n", [10, 9]],
    ["npx by its title", " 10 9 npm exec torpedo start\n 9 1 bash\n", [10]],
    ["npm before it has a title", " 10 9 /usr/local/bin/node /usr/local/bin/npm start\n 9 1 bash\n", [10]],
    ["npm-cli.js", " 10 9 node /usr/lib/node_modules/npm/bin/npm-cli.js start\n 9 1 bash\n", [10]],
    ["the nearest of two", " 10 9 npm exec torpedo\n 9 8 sh -c x\n 8 1 npm test\n", [10]],
    ["none", " 10 9 sh\n 9 1 zsh\n", null],
    ["a file that is called so", " 10 9 vim docs/npm\n 9 1 bash npm.txt\n", null],
    ["a process that ended", " 10 9 sh\n", null],
    ["a circle", " 10 9 sh\n 9 10 sh\n", null],
    ["nothing", "", null],
  ])("finds %s", (_what, rows, line) => {
    expect(ps(rows)).toEqual(line);
  });
});
