// A data file or a folder that may not be written to: at the start one sentence, exit code 2 and nothing touched; while
// the emulator runs, nothing that anybody notices. Root may write everywhere: it runs as nobody then.

import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { control, listenerNames, senders } from "../../support/endurance/senders.ts";
import type { Urls } from "../../support/endurance/server.ts";
import { later, scratch, undoAll } from "../../support/sandboxed.ts";
import { type Finished, launch, launcher, type Running } from "../../support/torpedo-process.ts";

const nobody = 65_534;
const user = process.getuid?.() === 0 ? nobody : undefined;
const as = user === undefined ? {} : { uid: user, gid: user };
const able = process.platform !== "win32" && spawnSync(process.execPath, [launcher, "--version"], as).status === 0;
if (!able) console.error("LEFT OUT: read-only data, since nobody but root may run what is in this folder.");

describe.skipIf(!able)("data that may not be written", () => {
  let folder: string;
  let data: string;

  const start = (file = data): Running => {
    const ports = ["--http-port", "0", "--mensagem-port", "0", "--smpp-port", "0"];
    const running = launch(["start", "--json", ...ports, "--data", file], { user });
    later(() => running.kill("SIGKILL"));
    return running;
  };
  const listening = async (running: Running): Promise<Urls> => {
    const line = await running.line();
    return line === null ? expect.unreachable((await running.finished).stderr) : JSON.parse(line);
  };
  const texts = async (urls: Urls): Promise<string[]> => {
    const at = "GET /sandboxes/default/messages?limit=100";
    const { body } = await control<{ readonly text: string }[]>(urls, at);
    return body.map(({ text }) => text).toSorted();
  };
  /** Sends through every listener, each acknowledged. */
  const sends = async (urls: Urls, when: string): Promise<string[]> => {
    const listeners = await senders(urls);
    later(() => listeners.close());
    for (const listener of listenerNames)
      expect(await listeners.send(listener, `${when} ${listener}`)).toMatchObject({
        kind: "acknowledged",
        listener,
      });
    return listenerNames.map((listener) => `${when} ${listener}`);
  };
  const seen = (): unknown =>
    readdirSync(folder).map((name) => {
      const { mtimeMs, mode } = statSync(join(folder, name));
      return { name, mtimeMs, mode, octets: readFileSync(join(folder, name)).toString("base64") };
    });
  const isRefusal = (ended: Finished, sentence: RegExp): void => {
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^torpedo: [^\n]+\.\n$/);
    expect(ended.stderr).toMatch(sentence);
  };

  const refuses = async (path: string, mode: number, sentence: RegExp): Promise<void> => {
    const was = statSync(path).mode;
    chmodSync(path, mode);
    const stood = seen();
    isRefusal(await start().finished, sentence);
    expect(seen()).toEqual(stood);
    chmodSync(path, was);
  };

  beforeEach(() => {
    const outer = scratch();
    chmodSync(outer, 0o755);
    folder = join(outer, "data");
    mkdirSync(folder);
    if (user !== undefined) chownSync(folder, user, user);
    data = join(folder, "torpedo.db");
    later(() => chmodSync(folder, 0o755));
  });
  afterEach(undoAll);

  it("refuses to start, touches nothing, and has everything once it may", async () => {
    const first = start();
    const sent = await sends(await listening(first), "before");
    // The latest writes stand in the log beside the file.
    await first.kill("SIGKILL");
    await refuses(
      data,
      0o444,
      /db may not be written by this user and is left untouched; make it writable, give --data/,
    );
    const second = start();
    expect(await texts(await listening(second))).toEqual(sent.toSorted());
    expect((await second.kill()).code).toBe(0);
    await refuses(folder, 0o555, /db cannot be kept in \S+data, which this user may not write to; make that writable/);
    const third = start();
    expect(await texts(await listening(third))).toEqual(sent.toSorted());
    expect((await third.kill()).code).toBe(0);
  });

  it("makes no file where it may not, and says so of a folder in a file's place", async () => {
    chmodSync(folder, 0o555);
    isRefusal(await start().finished, /cannot be kept in \S+data, which this user may not write to/);
    isRefusal(
      await start(join(folder, "deeper/torpedo.db")).finished,
      /deeper.*permission denied.*use --data :memory:/,
    );
    isRefusal(await start(folder).finished, /data is a folder; name a file in it/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("goes on when they become so while it runs, and stops with exit code 0 and everything kept", async () => {
    const first = start();
    const urls = await listening(first);
    const sent = await sends(urls, "before");
    chmodSync(data, 0o444);
    chmodSync(folder, 0o555);
    sent.push(...(await sends(urls, "meanwhile")));
    expect(await first.kill()).toMatchObject({ code: 0, stderr: "" });
    chmodSync(folder, 0o755);
    chmodSync(data, 0o644);
    const second = start();
    expect(await texts(await listening(second))).toEqual(sent.toSorted());
    expect((await second.kill()).code).toBe(0);
  });
});
