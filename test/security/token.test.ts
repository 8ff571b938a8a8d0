// Token of the control API: it stands in the link that is printed at the start, and nowhere else.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { roundTrip } from "../support/raw-http.ts";
import { later, undoAll } from "../support/sandboxed.ts";
import { launch, privately } from "../support/torpedo-process.ts";

afterEach(undoAll);

const token = "TOKEN-of-the-control-API-7f3a";

/** Arguments of every process of this machine, as anybody may list them. */
function processList(): string {
  if (!existsSync("/proc")) return "";
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return pids
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "latin1");
      } catch {
        return "";
      }
    })
    .join("\n");
}

it("the token is in no list, journal, export, metric, page, error, log or argument", async () => {
  const running = launch(["start", ...privately, "--log-level", "debug"], { env: { TORPEDO_TOKEN: token } });
  later(() => running.kill("SIGKILL"));
  let printed = "";
  let http: string | undefined;
  while (http === undefined) {
    const line = await running.line();
    if (line === null) throw new Error(`it ended: ${printed}`);
    printed += `${line}\n`;
    http = /https?:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
  }
  const port = Number(new URL(http).port);
  const visible = new Map<string, string>([["the process list", processList()]]);
  const answered = async (request: string): Promise<string> => {
    const { head, body } = await roundTrip(port, request);
    return head + body.toString("latin1");
  };
  const heads = {
    right: `Authorization: Bearer ${token}\r\n`,
    none: "",
    wrong: `Authorization: Bearer ${token}x\r\nCookie: token=${token}\r\nProxy-Authorization: ${token}\r\n`,
  };
  for (const [which, head] of Object.entries(heads)) {
    for (const path of [
      "/",
      `/?token=${token}`,
      "/nowhere",
      `/sms/send?u=${token}&n=1&m=Oi`,
      `/api/mo.php?token=${token}`,
      `/nowhere?token=${token}`,
      "/torpedo/v1/about",
      `/torpedo/v1/sandboxes?token=${token}`,
      "/torpedo/v1/sandboxes",
      "/torpedo/v1/sandboxes/none",
      "/torpedo/v1/sandboxes/default/scenario",
      "/torpedo/v1/openapi.json",
      "/torpedo/v1/coverage",
    ]) {
      const text = await answered(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${head}\r\n`);
      visible.set(`${path} with ${which}`, text);
    }
  }
  const read = async (path: string): Promise<string> => {
    const text = await answered(`GET /torpedo/v1${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${heads.right}\r\n`);
    visible.set(path, text);
    return text;
  };
  expect(await read("/sandboxes/default/requests")).toContain("mo");
  for (const format of ["jsonl", "har", "pcapng"]) await read(`/sandboxes/default/export?format=${format}`);
  for (let number = 1; number <= 12; number++) await read(`/sandboxes/default/requests/${number}`);
  await read("/metrics");
  const { stderr } = await running.kill();
  visible.set("the log", stderr);
  expect([...visible].filter(([, text]) => text.includes(token)).map(([what]) => what)).toEqual([]);
  for (const form of [Buffer.from(token).toString("base64").slice(0, -4), Buffer.from(token).toString("hex")])
    expect([...visible].filter(([, text]) => text.includes(form)).map(([what]) => what)).toEqual([]);
});
